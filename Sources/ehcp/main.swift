print("ehcp")

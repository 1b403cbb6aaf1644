print("ehcpd")

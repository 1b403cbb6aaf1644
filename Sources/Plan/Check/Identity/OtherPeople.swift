/// Words for people who are not the child.
enum OtherPeople {
  static let titles: TermSet = [
    "mr", "mrs", "ms", "miss", "mx", "dr", "prof", "professor", "st", "saint", "sir", "dame",
    "lady", "lord", "sister", "father", "rev", "reverend", "nurse", "king", "queen", "prince",
    "princess", "president", "uncle", "aunt", "auntie", "aunty", "pc", "judge", "councillor",
  ]

  /// Relatives, friends and adults.
  static let relations: TermSet = TermSet(
    words:
      """
      brother brothers sister sisters sibling siblings twin twins cousin cousins stepbrother
      stepsister halfbrother halfsister mother mum mummy mam father dad daddy parent parents carer
      carers stepmother stepfather stepdad stepmum guardian grandmother grandfather grandma grandad
      grandpa granny gran nan nana nanny grandparent grandparents aunt auntie aunty uncle niece nephew
      son daughter wife husband partner family
      friend friends classmate classmates peer peers boyfriend girlfriend neighbour pal buddy mate
      teacher teachers tutor teaching assistant assistants worker workers ta lsa senco sendco headteacher head key
      worker therapist therapists psychologist paediatrician doctor consultant nurse physiotherapist
      counsellor mentor social practitioner officer coordinator caseworker childminder coach escort
      driver author authors character characters hero heroine dog cat horse pony hamster rabbit puppy
      kitten pet doll teddy toy saint singer footballer player boy girl
      """)
}

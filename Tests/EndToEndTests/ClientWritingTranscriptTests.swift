import Testing

/// Sessions in which people suggest, answer and decide, as they see them.
struct ClientWritingTranscriptTests {
  /// M. Okoro's plan MK-0412 with one need in it, shared with J.T., the parent, and Priya Shah.
  private func begin(_ transcript: ClientTranscript) async throws {
    try await transcript.caseworker("okoro", name: "M. Okoro")
    try await transcript.quietLogin("okoro")
    try await transcript.quietly("okoro", "new", "MK-0412")
    try await transcript.quietly(
      "okoro", "add", "B", "title=Reading single words", "area=cognition-learning",
      "description=She gets regular support with reading. Knows most letters.")
    try await transcript.quietly("okoro", "sync")
    try await transcript.invite("parent", name: "J.T.", role: "parent", by: "okoro")
    try await transcript.invite("priya", name: "Priya Shah", role: "ep", by: "okoro")
    for person in ["parent", "priya"] {
      try await transcript.quietLogin(person)
      try await transcript.quietly(person, "open", "MK-0412")
    }
  }

  @Test func `suggestions are made, accepted, rejected and withdrawn`() async throws {
    try await ClientTranscript.compare("suggestions") { transcript in
      try await begin(transcript)
      try await transcript.run("parent", "show")
      try await transcript.run("parent", "edit", "B.1.description")
      try await transcript.run(
        "parent", "suggest", "B", "--quote", "regular support", "--with",
        "25 minutes of direct support each school day", "-m", "How long? Who?", "--dry-run")
      try await transcript.run(
        "parent", "suggest", "B", "--quote", "regular support", "--with",
        "25 minutes of direct support each school day", "-m", "How long? Who?")
      try await transcript.run(
        "parent", "suggest", "B.1.title", "--from", "-", input: "Reading words\n")
      try await transcript.run("parent", "suggest", "B.1", "--remove")
      try await transcript.run(
        "parent", "suggest", "B.1", editor: "sed -i 's/Knows most/She knows most/'")
      try await transcript.run("parent", "suggest", "B.1.description", editor: "true")
      try await transcript.run("parent", "suggestions", "withdraw", "S3")
      try await transcript.run("parent", "suggestions", "accept", "S1")
      try await transcript.run("parent", "sync")
      try await transcript.run("okoro", "sync")
      try await transcript.run("okoro", "status")
      try await transcript.run("okoro", "suggestions")
      try await transcript.run("okoro", "show", "B")
      try await transcript.run("okoro", "suggestions", "accept", "S1", "--dry-run")
      try await transcript.run("okoro", "suggestions", "accept", "B.S1")
      try await transcript.run("okoro", "show", "B.1.description")
      try await transcript.run("okoro", "suggestions", "reject", "S2")
      try await transcript.run("okoro", "suggestions", "reject", "S2", "-m", "As in the report.")
      try await transcript.run("okoro", "suggestions", "accept", "S2")
      try await transcript.run("okoro", "sync")
      try await transcript.run("parent", "sync")
      try await transcript.run("parent", "suggestions", "list", "--mine")
      try await transcript.run("parent", "suggestions", "list", "--all", "--json")
      try await transcript.run("okoro", "suggestions", "reopen", "S1")
      try await transcript.run("okoro", "show", "B.1.description")
      try await transcript.run("okoro", "suggestions", "show", "S9")
    }
  }

  @Test func `a suggestion whose words have changed waits for a decision`() async throws {
    try await ClientTranscript.compare("suggestions-changed") { transcript in
      try await begin(transcript)
      try await transcript.run(
        "parent", "suggest", "B", "--quote", "regular support", "--with", "25 minutes daily")
      try await transcript.run("parent", "suggest", "B.1.title", "--from", "-", input: "Reading\n")
      try await transcript.quietly("parent", "sync")
      try await transcript.run(
        "okoro", "edit", "B.1.description", editor: "sed -i 's/regular/regular weekly/'")
      try await transcript.quietly("okoro", "sync")
      try await transcript.run("okoro", "suggestions", "accept", "S1")
      try await transcript.run("okoro", "suggestions", "accept", "S1", "--anyway")
      try await transcript.run("okoro", "show", "B.1.description")
      try await transcript.run("okoro", "remove", "B.1")
      try await transcript.run("okoro", "suggestions", "accept", "S2")
      try await transcript.run("okoro", "suggestions", "accept", "S2", "--anyway")
    }
  }

  @Test func `what two people decided of a suggestion is settled in the review`() async throws {
    try await ClientTranscript.compare("suggestions-twice") { transcript in
      try await begin(transcript)
      try await transcript.quietly(
        "parent", "suggest", "B", "--quote", "regular", "--with", "daily")
      try await transcript.quietly(
        "parent", "suggest", "B", "--quote", "Knows", "--with", "She knows")
      for person in ["parent", "okoro", "priya"] { try await transcript.quietly(person, "sync") }
      for person in ["okoro", "priya"] {
        try await transcript.run(person, "suggestions", "accept", "S1")
      }
      try await transcript.run("okoro", "suggestions", "accept", "S2")
      try await transcript.run("priya", "suggestions", "reject", "S2", "-m", "It is clear.")
      try await transcript.quietly("okoro", "sync")
      try await transcript.run("priya", "sync")
      try await transcript.run("priya", "show", "B.1.description")
      try await transcript.run("priya", "suggestions")
      try await transcript.run("priya", "review", "--list")
      try await transcript.run("priya", "review", "1", "--text", "x")
      try await transcript.run("priya", "review", "1", "--keep")
      try await transcript.run("priya", "show", "B.1.description")
      try await transcript.run("priya", "review", "1", "--side", "2")
      try await transcript.run("priya", "show", "B.1.description")
      try await transcript.run("priya", "suggestions", "list", "--all")
      try await transcript.run("priya", "sync")
    }
  }

  @Test func `passages are settled one by one`() async throws {
    try await ClientTranscript.compare("review-each") { transcript in
      try await begin(transcript)
      for (person, text) in [
        ("okoro", "She gets weekly support with reading. Knows nearly all letters."),
        ("priya", "She gets regular support with her reading. Knows most letters by name."),
      ] {
        try transcript.write(text, to: "\(person).txt")
        try await transcript.run(
          person, "edit", "B.1.description", "--from", "\(person).txt")
      }
      try await transcript.quietly("okoro", "sync")
      try await transcript.run("priya", "sync")
      try await transcript.run("priya", "review", "2", "--comment", "Which of the two?")
      try await transcript.run("priya", "review", "2", "--side", "1")
      try await transcript.run("priya", "review", "--list")
      try await transcript.quietly("priya", "sync")
      try await transcript.quietly("okoro", "sync")
      try await transcript.run("okoro", "review", "1", "--text", "She gets 25 minutes daily.")
      try await transcript.run("okoro", "show", "B")
    }
  }

  @Test func `comments are numbered, edited, and written down for another`() async throws {
    try await ClientTranscript.compare("comments-more") { transcript in
      try await begin(transcript)
      try await transcript.run(
        "okoro", "comment", "add", "B", "--on-behalf-of", "K.T.", "--by", "phone", "--date",
        "20/11/2026", "-m", "Too little.")
      try await transcript.run("okoro", "comment", "add", "B", "--by", "phone", "-m", "x")
      try await transcript.run("okoro", "comment", "add", "B", "--on-behalf-of", "K.T.", "-m", "x")
      try await transcript.run(
        "parent", "comment", "add", "B", "--on-behalf-of", "K.T.", "--by", "letter", "-m", "x")
      try await transcript.quietly("okoro", "sync")
      try await transcript.quietly("parent", "sync")
      try await transcript.run(
        "parent", "comment", "add", "B.1.description", "--range", "9-16", "-m", "How long?")
      try await transcript.run(
        "parent", "comment", "add", "B.1.description", "--range", "9-1600", "-m", "How long?")
      try await transcript.quietly("parent", "sync")
      try await transcript.quietly("okoro", "sync")
      try await transcript.run("okoro", "comment", "reply", "C1", "-m", "Noted.")
      try await transcript.run("okoro", "comment", "list", "--mine")
      try await transcript.run("okoro", "comment", "list", "B", "--json")
      try await transcript.run("okoro", "comment", "edit", "C3", "-m", "Noted and passed on.")
      try await transcript.run("okoro", "comment", "delete", "C3")
      try await transcript.run("okoro", "comment", "resolve", "C1")
      try await transcript.run("okoro", "show", "B")
      try await transcript.run("okoro", "comment", "reopen", "C1")
    }
  }
}

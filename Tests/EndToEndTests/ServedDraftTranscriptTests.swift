import Testing

/// What a served draft and a file about another child mean at the keyboard.
@Suite struct ServedDraftTranscriptTests {
  @Test func `what changed since the draft was served`() async throws {
    try await ClientTranscript.compare("served") { transcript in
      try await transcript.caseworker("okoro", name: "M. Okoro")
      try await transcript.login("okoro")
      try await transcript.quietly("okoro", "new", "MK-0412", "--example")
      try await transcript.run("okoro", "diff", "served")
      try await transcript.run("okoro", "version", "name", "served")
      try await transcript.quietly("okoro", "serve-draft", "--confirm", "MK-0412")
      try await transcript.run("okoro", "milestone", "list")
      try await transcript.run("okoro", "diff", "served")
      try await transcript.quietly("okoro", "set", "J.amount", "£40 a week")
      try await transcript.run("okoro", "diff", "served")
      try await transcript.run("okoro", "version", "compare", "draft-1", "now", "J", "--summary")
      try await transcript.run("okoro", "check", "J", "--offline")
      try await transcript.quietly("okoro", "sync")
      try await transcript.run("okoro", "check", "J")
      try await transcript.run("okoro", "version", "restore", "served", "J")
      try await transcript.run("okoro", "check", "J", "--offline")
      try await transcript.run("okoro", "version", "name", "draft-3")
    }
  }

  @Test func `a file about another child is not taken in by accident`() async throws {
    try await ClientTranscript.compare("other-child") { transcript in
      try await transcript.caseworker("okoro", name: "M. Okoro")
      try await transcript.login("okoro")
      try await transcript.quietly("okoro", "new", "MK-0412", "--example")
      try transcript.write(
        "# Section B\n\nZebedee finds it hard to read. Zebedee needs a quiet room, and he tires"
          + " soon.\n", to: "wrong.md")
      try transcript.write(
        "# Section B\n\nSaskia finds it hard to read. She needs a quiet room.\n", to: "right.md")
      try await transcript.run("okoro", "import", "wrong.md")
      try await transcript.run("okoro", "import", "wrong.md", "--json")
      try await transcript.run("okoro", "import", "wrong.md", "--as", "B", "--apply")
      try await transcript.run("okoro", "status")
      try await transcript.run("okoro", "import", "right.md")
      try await transcript.run("okoro", "import", "wrong.md", "--anyway")
      try await transcript.run("okoro", "import", "wrong.md", "--apply", "--anyway")
    }
  }
}

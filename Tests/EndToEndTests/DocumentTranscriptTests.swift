import Export
import Plan
import Testing

/// A caseworker's last step: every kind of document in every format, as she reads it.
@Suite struct DocumentTranscriptTests {
  @Test func `every kind of document, of an issued plan and of its amendment`() async throws {
    try await ClientTranscript.compare("documents") { transcript in
      try await begin(transcript)
      try await transcript.run("okoro", "export", "amendment-notice", "-o", "notice.html")
      try await issue(transcript)
      for format in ExportFormat.allCases {
        try await transcript.run(
          "okoro", "export", "-o", "final.\(format.fileExtension)", "--version", "issued")
      }
      #expect(try transcript.read("final.txt").contains("Fingerprint"))
      try await amend(transcript)
      for kind in ExportKind.allCases {
        for format in ExportFormat.allCases {
          try await transcript.run(
            "okoro", "export", kind.rawValue, "-o", "\(kind.rawValue).\(format.fileExtension)")
        }
      }
      let notice = try transcript.read("amendment-notice.txt")
      #expect(notice.contains("[Deleted: Milbury Academy]"))
      #expect(notice.contains("[Added: Example School]"))
      #expect(!notice.contains("I like drawing horses"))
      // One line for each label: the text file breaks it.
      let history = try transcript.read("history.md")
      #expect(history.contains("Joanne Tranmoor (parent or young person), accepted by M. Okoro"))
      // Her name stands in the plan's own words, and nowhere as somebody who took part.
      #expect(!(try transcript.read("subject-access.txt")).contains("Joanne Tranmoor (parent"))
    }
  }

  @Test func `a copy for somebody says what was left out, and nothing of it`() async throws {
    try await ClientTranscript.compare("copies") { transcript in
      try await begin(transcript)
      try await transcript.run("okoro", "export", "--for", "parent", "-o", "family.txt")
      try await transcript.run("okoro", "export", "--for", "senco", "-o", "school.txt")
      try await transcript.run(
        "okoro", "export", "history", "--for", "senco", "-o", "school-history.md")
      try await transcript.run("okoro", "export", "--for", "nobody", "-o", "nobody.txt")
      let secret = "Keeping safe away from home"
      #expect(try transcript.read("family.txt").contains(secret))
      for file in ["school.txt", "school-history.md"] {
        let text = try transcript.read(file)
        #expect(text.contains("Left out in case"))
        #expect(!text.contains(secret))
      }
    }
  }

  @Test func `without a program that prints, a PDF says what to install`() async throws {
    try await ClientTranscript.compare("no-printer") { transcript in
      try await begin(transcript)
      try await transcript.run("okoro", "export", "-o", "plan.pdf", path: "/absent")
      try await transcript.run(
        "okoro", "export", "easy-read", "--all", "--format", "pdf", "-o", "all", path: "/absent")
      #expect((try? transcript.read("plan.pdf")) == nil)
    }
  }

  // MARK: The story

  private func begin(_ transcript: ClientTranscript) async throws {
    try await transcript.caseworker("okoro", name: "M. Okoro")
    try await transcript.quietLogin("okoro")
    try await transcript.quietly("okoro", "new", "MK-0412", "--example")
    try await transcript.invite("joanne", name: "Joanne Tranmoor", role: "parent", by: "okoro")
    try await transcript.quietLogin("joanne")
    try await transcript.quietly("joanne", "open", "MK-0412")
  }

  private func issue(_ transcript: ClientTranscript) async throws {
    try await transcript.quietly("okoro", "serve-draft", "--confirm", "MK-0412")
    try await transcript.quietly("okoro", "set", "I.setting-name", "Milbury Academy")
    try await transcript.quietly("okoro", "set", "I.setting-type", "mainstream secondary school")
    try await transcript.quietly(
      "okoro", "set", "details.plan-date", ActStage.today.description)
    try await transcript.quietly(
      "okoro", "set", "details.review-date", "\(ActStage.today.year + 1)-01-01")
    try await transcript.quietly("okoro", "set", "details.signed-by", "R. Hale")
    try await transcript.quietly("okoro", "sync")
    try await transcript.quietly(
      "okoro", "issue", "--confirm", "MK-0412", "--family-answered", "Nothing to add")
  }

  private func amend(_ transcript: ClientTranscript) async throws {
    try await transcript.quietly("okoro", "amend", "--confirm", "MK-0412", "-m", "Annual review")
    try await transcript.quietly("joanne", "sync")
    try await transcript.quietly(
      "joanne", "suggest", "A.child-views", "--quote", "drawing horses", "--with",
      "drawing and riding horses")
    try await transcript.quietly("joanne", "sync")
    try await transcript.quietly("okoro", "sync")
    try await transcript.quietly("okoro", "suggestions", "accept", "A.S1")
    try await transcript.quietly("okoro", "set", "I.setting-name", "Example School")
    try await transcript.quietly("okoro", "remove", "F.2")
    try await transcript.quietly("okoro", "sync")
  }
}

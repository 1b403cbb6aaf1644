import Plan
import Testing

/// Official acts at the keyboard, as people read them.
@Suite struct OfficialTranscriptTests {
  @Test func `serving, answering, issuing and amending`() async throws {
    try await ClientTranscript.compare("acts") { transcript in
      try await transcript.caseworker("okoro", name: "M. Okoro")
      try await transcript.login("okoro")
      try await transcript.quietly("okoro", "new", "MK-0412", "--example")
      try await transcript.invite(
        "joanne", name: "Joanne Tranmoor", role: "parent", by: "okoro")
      try await transcript.login("joanne")
      try await transcript.quietly("joanne", "open", "MK-0412")
      try await transcript.run("okoro", "acts")
      try await transcript.run("okoro", "issue", "--dry-run")
      try await transcript.run("joanne", "serve-draft", "--dry-run")
      try await transcript.quietly("okoro", "set", "I.setting-name", "Milbury Academy")
      try await transcript.run("okoro", "serve-draft", "--dry-run")
      try await transcript.quietly("okoro", "sync")
      try await transcript.run("okoro", "serve-draft", "--dry-run")
      try await transcript.quietly("okoro", "set", "I.setting-name", "")
      try await transcript.quietly("okoro", "sync")
      try await transcript.run("okoro", "serve-draft")
      try await transcript.run("okoro", "serve-draft", "--confirm", "MK-0413")
      try await transcript.run("okoro", "serve-draft", "--despite", "E99", "--confirm", "MK-0412")
      try await transcript.run("okoro", "serve-draft", "--despite", "E07", "--confirm", "MK-0412")
      try await transcript.run("okoro", "serve-draft", "--confirm", "mk-0412")
      try await transcript.run("okoro", "status")

      try await transcript.run("okoro", "set", "F.1.frequency", "Twice a week")
      try await transcript.run(
        "okoro", "representation", "record", "--from", "Joanne Tranmoor", "--by", "phone",
        "--change", "F.1.frequency", "-m", "It should be twice a week.")
      try await transcript.run("okoro", "set", "F.1.frequency", "Twice a week")
      try await transcript.run(
        "okoro", "representation", "record", "--from", "Joanne Tranmoor", "--by", "letter",
        "--about", "B.1", "-m", "She likes to draw.")
      try await transcript.run("okoro", "set", "J.amount", "£40 a week")
      try await transcript.quietly("okoro", "sync")
      try await transcript.run("okoro", "issue", "--dry-run")
      try await transcript.run("okoro", "representation", "list")
      try await transcript.run("okoro", "reopen")
      try await transcript.run(
        "okoro", "reopen", "--confirm", "MK-0412", "-m", "The letter asks for more than a word")
      try await transcript.run("okoro", "amend", "--confirm", "MK-0412")
    }
  }

  @Test func `the final plan is frozen, and its amendment is another`() async throws {
    try await ClientTranscript.compare("issue") { transcript in
      try await transcript.caseworker("okoro", name: "M. Okoro")
      try await transcript.login("okoro")
      try await transcript.quietly("okoro", "new", "MK-0412", "--example")
      try await transcript.invite(
        "joanne", name: "Joanne Tranmoor", role: "parent", by: "okoro")
      try await transcript.login("joanne")
      try await transcript.quietly("joanne", "open", "MK-0412")
      try await transcript.quietly("okoro", "serve-draft", "--confirm", "MK-0412")
      try await transcript.quietly("okoro", "set", "I.setting-name", "Milbury Academy")
      try await transcript.quietly("okoro", "set", "I.setting-type", "mainstream secondary school")
      try await transcript.quietly("okoro", "set", "details.plan-date", ActStage.today.description)
      try await transcript.quietly(
        "okoro", "set", "details.review-date", "\(ActStage.today.year + 1)-01-01")
      try await transcript.quietly("okoro", "set", "details.signed-by", "R. Hale")
      try await transcript.quietly("okoro", "sync")
      try await transcript.run("okoro", "issue", "--confirm", "MK-0412")
      try await transcript.run(
        "okoro", "issue", "--confirm", "MK-0412", "--family-answered", "Telephone: nothing to add")
      try await transcript.run("okoro", "set", "I.setting-name", "Another school")
      try await transcript.run("okoro", "amend", "--confirm", "MK-0412", "-m", "Annual review")
      try await transcript.quietly("okoro", "set", "I.setting-name", "Another school")
      try await transcript.quietly("okoro", "sync")
      try await transcript.quietly("joanne", "sync")
      try await transcript.run("joanne", "acts")
      try await transcript.run("joanne", "show", "I", "--version", "issued")
      try await transcript.run("joanne", "show", "I", "--version", "draft-1")
      try await transcript.run("joanne", "show", "I", "--version", "final-2")
      try await transcript.run("joanne", "show", "I.setting-name")
      try await transcript.run("joanne", "audit")
    }
  }

  @Test func `a report is begun, signed, corrected and cited`() async throws {
    try await ClientTranscript.compare("advice") { transcript in
      try await transcript.caseworker("okoro", name: "M. Okoro")
      try await transcript.login("okoro")
      try await transcript.quietly("okoro", "new", "MK-0412", "--example")
      try await transcript.invite("priya", name: "Priya Shah", role: "ep", by: "okoro")
      try await transcript.login("priya")
      try await transcript.quietly("priya", "open", "MK-0412")
      try await transcript.run("priya", "advice", "list")
      try await transcript.run(
        "priya", "advice", "new", "--title", "Educational psychologist's advice", "--role",
        "educational psychologist, Milbury")
      let listed = try await transcript.output("priya", "advice", "list", "--json")
      let name = listed.firstRange(of: /advice-[a-z]{5}/).map { String(listed[$0]) }
      let report = try #require(name)
      try await transcript.run("priya", "advice", "sign", report, "--confirm", report)
      try await transcript.run(
        "priya", "edit", "\(report).body", "--from", "-",
        input: "She read 14 of 40 words. Practise twenty minutes each day.\n")
      try await transcript.run("priya", "advice", "sign", report)
      try await transcript.run("priya", "advice", "sign", report, "--confirm", report)
      try await transcript.run(
        "priya", "edit", "\(report).body", "--from", "-", input: "Something else.\n")
      try await transcript.run("priya", "advice", "addendum", report)
      try await transcript.quietly("okoro", "sync")
      try await transcript.run("okoro", "advice", "list")
      try await transcript.run("okoro", "advice", "show", report)
      try await transcript.run("okoro", "advice", "sign", report, "--confirm", report)
      try await transcript.run("okoro", "advice", "addendum", report)
      try await transcript.run(
        "okoro", "cite", "F.1", "--report", report, "--quote", "thirty minutes")
      try await transcript.run(
        "okoro", "cite", "F.1", "--report", report, "--quote", "twenty minutes each day")
      try await transcript.run("okoro", "show", "F.1")
    }
  }

  @Test func `what was served loses words that are erased, and is still what was served`()
    async throws
  {
    try await ClientTranscript.compare("erased") { transcript in
      try await transcript.caseworker("okoro", name: "M. Okoro")
      try await transcript.login("okoro")
      try await transcript.quietly("okoro", "new", "MK-0412", "--example")
      try await transcript.quietly("okoro", "set", "A.communication", "She signs with Brunhilde.")
      try await transcript.quietly("okoro", "sync")
      try await transcript.quietly("okoro", "serve-draft", "--confirm", "MK-0412")
      try await transcript.run(
        "okoro", "reopen", "--confirm", "MK-0412", "-m", "The mother of Brunhilde rang")
      try await transcript.run(
        "okoro", "edit", "A", editor: "sed -i 's/^### .*/### Brunhilde/'")
      try await transcript.erase("Brunhilde", from: "MK-0412")
      try await transcript.run("okoro", "sync")
      try await transcript.run("okoro", "show", "A.communication", "--version", "served")
      try await transcript.run("okoro", "acts")
    }
  }
}

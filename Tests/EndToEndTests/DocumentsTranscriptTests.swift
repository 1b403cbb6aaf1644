import Foundation
import Testing

/// A whole plan as a file, and an authority's look, at the keyboard.
@Suite struct DocumentsTranscriptTests {
  @Test func `a plan is taken in from the file that another wrote`() async throws {
    try await ClientTranscript.compare("plan-file") { transcript in
      try await transcript.caseworker("okoro", name: "M. Okoro")
      try await transcript.login("okoro")
      try await transcript.quietly("okoro", "new", "MK-0412", "--example")
      try await transcript.quietly(
        "okoro", "comment", "add", "F.1", "--quote", "", "-m", "Is this enough?")
      try await transcript.quietly("okoro", "milestone", "set", "request-received", "2026-09-01")
      try await transcript.run(
        "okoro", "export", "--format", "json", "--comments", "-o", "plan.json")
      // Not into a plan that holds something else.
      try await transcript.run("okoro", "import", "plan.json", "--as", "B")
      try await transcript.run("okoro", "new", "MK-0413")
      try await transcript.run("okoro", "import", "plan.json")
      try await transcript.run("okoro", "import", "plan.json", "--apply")
      try await transcript.run("okoro", "comment", "list", "--all")
      try await transcript.run("okoro", "sync")
      try await transcript.run("okoro", "tray")
      try await transcript.run("okoro", "milestone", "list")
      try await transcript.run("okoro", "blame", "B.1.title")
    }
  }

  @Test func `a plan's file that cannot be taken in is refused by name`() async throws {
    try await ClientTranscript.compare("plan-file-refused") { transcript in
      try await transcript.caseworker("okoro", name: "M. Okoro")
      try await transcript.login("okoro")
      try await transcript.quietly("okoro", "new", "MK-0412", "--example")
      try await transcript.quietly("okoro", "export", "--format", "json", "-o", "plan.json")
      try await transcript.quietly("okoro", "export", "history", "--format", "json", "-o", "h.json")
      try await transcript.quietly("okoro", "new", "MK-0414")
      try await transcript.quietly("okoro", "set", "details.forename", "Zebedee")
      try await transcript.run("okoro", "import", "plan.json", "--apply", "--anyway")
      try await transcript.run("okoro", "import", "h.json")
      for (file, content) in [
        ("other.json", #"{"openapi": "3.1.0"}"#), ("cut.json", #"{"format": "ehc-plan", "ver"#),
        ("newer.json", #"{"format": "ehc-plan", "version": 2}"#),
        ("odd.json", "{\"format\": \"ehc-plan\", \"version\": 1,\n  \"parts\": [{\"id\": 3}]}"),
        ("deep.json", #"{"format": "# + String(repeating: "[", count: 50_000)),
        (
          "wales.json",
          #"{"format": "ehc-plan", "version": 1, "reference": "X", "pack": {"name": "wales-idp"}}"#
        ),
      ] {
        try transcript.write(content, to: file)
        try await transcript.run("okoro", "import", file, "--apply")
      }
      try transcript.write("PK\u{3}\u{4} cut off", to: "cut.docx")
      try await transcript.run("okoro", "import", "cut.docx", "--as", "B", "--apply")
      try await transcript.run("okoro", "status")
      // Who may write in two sections takes in two.
      try await transcript.quietly("okoro", "new", "MK-0415")
      try await transcript.invite("priya", name: "Priya Shah", role: "ep", by: "okoro")
      try await transcript.quietLogin("priya")
      try await transcript.quietly("priya", "open", "MK-0415")
      try await transcript.run("priya", "import", "plan.json")
      try await transcript.run("priya", "import", "plan.json", "--apply")
      try await transcript.run("priya", "sync")
    }
  }

  @Test func `reports come along unsigned, and what cites them with them`() async throws {
    try await ClientTranscript.compare("plan-file-reports") { transcript in
      try await transcript.caseworker("okoro", name: "M. Okoro")
      try await transcript.login("okoro")
      try await transcript.quietly("okoro", "new", "MK-0412")
      try await transcript.invite("priya", name: "Priya Shah", role: "ep", by: "okoro")
      try await transcript.quietLogin("priya")
      try await transcript.quietly("priya", "open", "MK-0412")
      let begun = try await transcript.output(
        "priya", "advice", "new", "--title", "Advice of a psychologist")
      let report = String(
        begun.split(separator: " ").first { $0.hasPrefix("advice-") } ?? "advice-")
      try await transcript.quietly(
        "priya", "set", "\(report).body", "She reads 23 of 100 words at sight.")
      try await transcript.quietly("priya", "add", "B", "title=Reading")
      try await transcript.quietly(
        "priya", "cite", "B.1", "--report", report, "--quote", "23 of 100 words")
      try await transcript.quietly("priya", "suggest", "B.1", "--remove", "-m", "Twice.")
      try await transcript.run(
        "priya", "export", "--format", "json", "--comments", "-o", "plan.json")
      try await transcript.quietly("okoro", "new", "MK-0413")
      let people = try await transcript.output("okoro", "people", "--plan", "MK-0412", "--json")
      let account = people.range(of: "Priya Shah").flatMap { name in
        people[name.upperBound...].range(of: "[0-9a-f]{32}", options: .regularExpression)
      }
      try await transcript.quietly(
        "okoro", "invite", "Priya Shah", "--role", "ep", "--account",
        account.map { String(people[$0]) } ?? "")
      try await transcript.quietly("priya", "open", "MK-0413")
      try await transcript.run("priya", "import", "plan.json", "--apply")
      try await transcript.run("priya", "show", "B")
      try await transcript.run("priya", "advice", "list")
      try await transcript.run("priya", "sync")
      try await transcript.quietly("okoro", "sync")
      try await transcript.run("okoro", "show", "B.1")
    }
  }

  @Test func `an authority's look, and what is wrong with one`() async throws {
    try await ClientTranscript.compare("look") { transcript in
      try await transcript.caseworker("okoro", name: "M. Okoro")
      try await transcript.login("okoro")
      try await transcript.quietly("okoro", "new", "MK-0412", "--example")
      try transcript.makeFolder("look/letters")
      try transcript.write(
        """
        {
          "name": "Milbury Borough Council",
          "contact": ["Special Educational Needs Team", "01632 960300"],
          "colours": {"accent": "#0b5d4e"}
        }
        """, to: "look/look.json")
      try transcript.write(
        "A plan for {child}.\n\nFrom {authority}, {reference}.\n", to: "look/letters/final-plan.txt"
      )
      try await transcript.run("okoro", "export", "--look", "look", "-o", "plan.html")
      try await transcript.run("okoro", "export", "--look", "look", "-o", "plan.docx")
      #expect(try transcript.read("plan.html").contains("#0b5d4e"))
      for (file, content) in [
        ("look/look.json", "{\"name\": \"M\",\n  \"colours\": {\"accent\": \"#7fb3ff\"}}"),
        ("look/look.json", #"{"name": "M", "colour": "green"}"#),
        ("look/look.json", #"{"logo": {"file": "logo.svg", "description": "M"}}"#),
        ("look/letters/final-plan.txt", "Dear parent,\n\nthe plan of {kid} is here.\n"),
      ] {
        try transcript.write(content, to: file)
        if file.hasSuffix(".txt") { try transcript.write("{}", to: "look/look.json") }
        try transcript.write("<svg/>", to: "look/logo.svg")
        try await transcript.run("okoro", "export", "--look", "look", "-o", "plan.html")
      }
      try await transcript.run("okoro", "export", "--look", "absent", "-o", "plan.html")
    }
  }

  @Test func `all plans are written, and one that cannot be does not stop the others`()
    async throws
  {
    try await ClientTranscript.compare("export-all") { transcript in
      try await transcript.caseworker("okoro", name: "M. Okoro")
      try await transcript.login("okoro")
      try await transcript.quietly("okoro", "new", "MK-0412", "--example")
      try await transcript.quietly("okoro", "version", "name", "before-meeting")
      try await transcript.quietly("okoro", "new", "MK-0413", "--example")
      try await transcript.run("okoro", "export", "--all", "-o", "plans")
      try await transcript.run(
        "okoro", "export", "amendment-notice", "--version", "before-meeting", "--all",
        "--format", "docx", "-o", "notices")
      try await transcript.run("okoro", "export", "--all", "--quiet", "-o", "quiet")
      try await transcript.run("okoro", "export", "--all", "-o", "-")
    }
  }
}

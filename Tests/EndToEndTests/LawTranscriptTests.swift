import Testing

/// What a caseworker sees of the law: thread, clock, return, other nations.
@Suite struct LawTranscriptTests {
  @Test func `the thread shows what hangs together and what does not`() async throws {
    try await ClientTranscript.compare("thread") { transcript in
      try await transcript.caseworker("okoro", name: "M. Okoro")
      try await transcript.login("okoro")
      try await transcript.run("okoro", "new", "MK-0412")
      try await transcript.run("okoro", "add", "B", "title=Reading")
      try await transcript.run("okoro", "add", "B", "title=Attention")
      try await transcript.run("okoro", "add", "E", "title=Reads for pleasure", "needs=B.1")
      try await transcript.run("okoro", "add", "E", "title=Finishes a task", "needs=B.2")
      try await transcript.run(
        "okoro", "add", "F", "title=Precision teaching", "needs=B.1", "outcomes=E.1")
      try await transcript.run("okoro", "thread")
      try await transcript.run("okoro", "remove", "B.1")
      try await transcript.run("okoro", "thread", "--format", "table")
      try await transcript.run("okoro", "thread", "--format", "html", "-o", "thread.html")
    }
  }

  @Test func `days are recorded, deadlines follow`() async throws {
    try await ClientTranscript.compare("clock") { transcript in
      try await transcript.caseworker("okoro", name: "M. Okoro")
      try await transcript.login("okoro")
      try await transcript.run("okoro", "new", "MK-0412")
      try await transcript.run("okoro", "timeline", "--today", "2024-09-14")
      try await transcript.run("okoro", "timeline", "--format", "ics")
      try await transcript.run("okoro", "milestone", "list")
      try await transcript.run("okoro", "milestone", "set", "request-received", "8/7/2024")
      try await transcript.run("okoro", "milestone", "set", "request-received", "8 July 2024")
      try await transcript.run("okoro", "milestone", "set", "assessment-agreed", "16/8/2024")
      try await transcript.run("okoro", "milestone", "set", "draft-served", "31/2/2024")
      try await transcript.run("okoro", "milestone", "set", "draft", "1/9/2024")
      try await transcript.run("okoro", "milestone", "set", "advice-requested", "1/6/2024")
      try await transcript.run("okoro", "milestone", "clear", "advice-requested")
      try await transcript.run("okoro", "milestone", "excuse", "final-plan", "snow", "-m", "Snow.")
      try await transcript.run("okoro", "milestone", "excuse", "final-plan", "school-closed")
      try await transcript.run(
        "okoro", "milestone", "excuse", "final-plan", "school-closed", "-m",
        "The school was closed from 20 July to 2 September.")
      try await transcript.run("okoro", "timeline", "--today", "2024-11-24")
      try await transcript.run("okoro", "timeline", "--today", "2024-12-02", "--json")
      try await transcript.run("okoro", "timeline", "--format", "ics", "-o", "plan.ics")
      try await transcript.run("okoro", "milestone", "list", "--json")
      try await transcript.run("okoro", "return", "sen2", "-o", "sen2")
      try await transcript.run("okoro", "return", "census", "-o", "sen2")
      try await transcript.run("okoro", "set", "details.upn", "A123456789013")
      try await transcript.run("okoro", "return", "sen2", "-o", "sen2")
    }
  }

  @Test func `an authority carries its own pack, and a fault in it is named`() async throws {
    try await ClientTranscript.compare("packs") { transcript in
      try await transcript.caseworker("okoro", name: "M. Okoro")
      try await transcript.login("okoro")
      let own = (file: "pack.json", old: "\"england-ehc\"", new: "\"milbury-ehc\"")
      try transcript.pack("Milbury", in: "packs", replacing: [own])
      try await transcript.run("okoro", "version", "--templates", "packs")
      try await transcript.run(
        "okoro", "new", "MK-0412", "--pack", "milbury", "--templates", "packs")
      let faults: [(file: String, old: String, new: String)] = [
        ("parts/B.json", "\"kind\"", "\"colour\": 1, \"kind\""),
        (
          "milestones.json", "\"details.date-of-birth\"",
          "\"details.date-of-birth\", \"after\": [\"plan-issued\"]"
        ),
        ("roles.json", "\"family\": true", "\"family\": false"),
      ]
      for (number, fault) in faults.enumerated() {
        try transcript.pack("Milbury", in: "faulty-\(number)", replacing: [own, fault])
        try await transcript.run("okoro", "version", "--templates", "faulty-\(number)")
      }
    }
  }

  @Test func `a plan of another nation is begun without code`() async throws {
    try await ClientTranscript.compare("nations") { transcript in
      try await transcript.caseworker("okoro", name: "M. Okoro")
      try await transcript.login("okoro")
      try await transcript.run("okoro", "version")
      try await transcript.run("okoro", "new", "IDP-7", "--pack", "wales")
      try await transcript.run("okoro", "show")
      try await transcript.run("okoro", "show", "3D")
      try await transcript.run("okoro", "add", "2A", "title=Hearing")
      try await transcript.run("okoro", "milestone", "set", "request-received", "1/10/2024")
      try await transcript.run("okoro", "timeline", "--today", "2024-11-24")
      try await transcript.run("okoro", "set", "details.forename", "Zebedee")
      try await transcript.run("okoro", "set", "2A.1.description", "Olivia is deaf. Report TBC.")
      try await transcript.run("okoro", "check")
      try await transcript.run("okoro", "new", "CSP-1", "--pack", "scotland")
      try await transcript.run("okoro", "new", "NI-1", "--pack", "northern-ireland")
      try await transcript.run("okoro", "new", "X-1", "--pack", "narnia")
    }
  }
}

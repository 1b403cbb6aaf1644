import Testing

/// Two people move one need while apart, with the real programs and a real server between them.
struct MoveReviewTests {
  @Test func `a need that two people moved stands in one place until one of them decides`()
    async throws
  {
    // Where it stands until then is a tie of random names, so there is no transcript to compare.
    try await ClientTranscript.play { transcript in
      try await transcript.caseworker("okoro", name: "M. Okoro")
      try await transcript.quietLogin("okoro")
      try await transcript.quietly("okoro", "new", "MK-0412")
      for title in ["Reading", "Spelling", "Attention"] {
        try await transcript.quietly("okoro", "add", "B", "title=\(title)", "area=semh")
      }
      try await transcript.quietly("okoro", "sync")
      try await transcript.invite("priya", name: "Priya Shah", role: "ep", by: "okoro")
      try await transcript.quietLogin("priya")
      try await transcript.quietly("priya", "open", "MK-0412")

      #expect(try await transcript.run("okoro", "move", "B.3", "1").status == 0)
      #expect(try await transcript.run("priya", "move", "B.3", "2").status == 0)
      try await transcript.quietly("okoro", "sync")
      let synced = try await transcript.run("priya", "sync")
      #expect(synced.status == 6)
      #expect(synced.output.contains("two people moved this to different places."))
      #expect(
        try await transcript.run("priya", "status").output.contains("B  1 to review"))

      let words = try await transcript.run("priya", "review", "1", "--text", "x")
      #expect(words.status == 2)
      #expect(words.output.contains("Give --keep or --side SIDE."))
      let shown = try await transcript.run(
        "priya", "review", answering: [(after: "[k]eep [1] [2] [c]omment [s]kip?", type: "1")])
      #expect(shown.status == 0)
      #expect(shown.output.contains("[1] M. Okoro    moved it to the first place"))
      #expect(shown.output.contains("“Reading”"))
      #expect(shown.output.contains("until somebody decides"))

      // The server takes the settlement, and the other hears that it is settled.
      let stored = try await transcript.run("priya", "sync")
      #expect(stored.status == 0)
      #expect(stored.output.contains("1 change stored on the server"))
      #expect(try await transcript.run("okoro", "sync").status == 0)
      let review = try await transcript.run("okoro", "review")
      #expect(review.output.contains("Nothing to review."))
      for person in ["okoro", "priya"] {
        let list = try await transcript.run(person, "show", "B")
        #expect(list.output.contains(/B\.1 \w+  Attention/))
        #expect(list.output.contains(/B\.2 \w+  Reading/))
        #expect(list.output.contains(/B\.3 \w+  Spelling/))
      }
    }
  }
}

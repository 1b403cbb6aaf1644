import HTTP
import Plan
import Server
import Testing

/// Requests for official acts as anybody might send them: what is wrong is refused by name, and
/// nothing falls over.
@Suite struct ActRequestTests {
  @Test(arguments: [
    (#"{}"#, "act"), (#"{"act":"record-representation"}"#, "act"), (#"{"act":7}"#, "act"),
    (#"{"act":"issue"}"#, "date"), (#"{"act":"issue","date":"2026-02-30"}"#, "date"),
    (#"{"act":"issue","date":"1990-01-01"}"#, "date"),
    (#"{"act":"issue","date":"TODAY","dry_run":"yes"}"#, "dry_run"),
    (#"{"act":"issue","date":"TODAY","seen":[]}"#, "seen"),
    (#"{"act":"issue","date":"TODAY","seen":{"B":1}}"#, "seen"),
    (#"{"act":"issue","date":"TODAY","overridden":["E99"],"reason":"x"}"#, "overridden"),
    (#"{"act":"issue","date":"TODAY","overridden":["E07"]}"#, "reason"),
    (#"{"act":"reopen-draft","date":"TODAY"}"#, "reason"),
    (#"{"act":"reopen-draft","date":"TODAY","reason":"a\u202Eb"}"#, "reason"),
  ])
  func `a body that says something else is refused by the member that is wrong`(
    body: String, member: String
  ) async throws {
    try await ServerFixture.with { fixture in
      let okoro = try await fixture.caseworker()
      let plan = try await okoro.makePlan()
      let text = body.replacing("TODAY", with: ActStage.today.description)
      let reply = TestDevice.Reply(
        try await okoro.client.send(
          okoro.request(.post, "/v1/plans/\(plan)/acts", body: Array(text.utf8))))
      #expect(reply.status == 400 && reply.error == "bad-field")
      #expect(reply.json["message"]?.text().contains("“\(member)”") == true)
    }
  }

  @Test func `versions, leaves and signatures that are not there are not found`() async throws {
    try await ServerFixture.with { fixture in
      let okoro = try await fixture.caseworker()
      let plan = try await okoro.makePlan()
      for entry in ["0", "7", "-1", "x", "99999999999999999999"] {
        let reply = try await okoro.send(.get, "/v1/plans/\(plan)/versions/\(entry)")
        #expect(reply.status == 404 && reply.error == "no-version")
      }
      #expect(try await okoro.send(.get, "/v1/audit/leaves/x").status == 404)
      #expect(try await okoro.send(.get, "/v1/audit/leaves/99").json["leaves"] == [])
      let date = JSONValue.string(ActStage.today.description)
      for part in ["B", "advice-x", "advice-x-addendum-0", "../B"] {
        let reply = try await okoro.send(
          .post, "/v1/plans/\(plan)/signatures",
          [
            "part": .string(part), "date": date, "signature": "00",
            "salt": .string(String(repeating: "00", count: 32)),
            "seed": .string(String(repeating: "00", count: 16)),
          ])
        #expect(reply.status == 403)
      }
      for (salt, seed) in [("00", "00"), (String(repeating: "0", count: 64), "zz")] {
        let reply = try await okoro.send(
          .post, "/v1/plans/\(plan)/signatures",
          [
            "part": "B", "date": date, "signature": "00", "salt": .string(salt),
            "seed": .string(seed),
          ])
        #expect(reply.status == 400)
      }
      var stranger = okoro
      stranger.token = "x"
      #expect(try await stranger.send(.get, "/v1/audit/leaves/0").status == 401)
    }
  }

  @Test func `a plan is not known to somebody who takes no part in it`() async throws {
    try await ServerFixture.with { fixture in
      let okoro = try await fixture.caseworker()
      let plan = try await okoro.makePlan()
      let other = try await TestDevice.signIn(at: fixture, code: fixture.makeUser("R. Hale"))
      let body: JSONValue = [
        "act": "serve-draft", "date": .string(ActStage.today.description), "dry_run": true,
      ]
      let reply = try await other.send(.post, "/v1/plans/\(plan)/acts", body)
      #expect(reply.status == 404 && reply.error == "no-plan")
      #expect(try await other.send(.get, "/v1/plans/\(plan)/versions/0").error == "no-plan")
    }
  }
}

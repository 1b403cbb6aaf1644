import HTTP
import Plan
import Server
import Store
import Testing

@Suite struct ServerPlansTests {
  @Test func `only an authority's caseworker begins a plan, and each reference is used once`()
    async throws
  {
    try await ServerFixture.with { fixture in
      let okoro = try await fixture.caseworker()
      let plan = try await okoro.makePlan("MK-0412")
      let taken = try await okoro.send(.post, "/v1/plans", ["reference": "mk-0412"])
      #expect(taken.status == 409 && taken.error == "reference-taken")
      for reference in ["", " ", "a b", "-x", "x\u{202E}y", String(repeating: "x", count: 65)] {
        let reply = try await okoro.send(.post, "/v1/plans", ["reference": .string(reference)])
        #expect(reply.status == 400 && reply.error == "bad-field")
      }
      let parent = try await okoro.invite("J. T.", role: "parent", to: plan, at: fixture)
      let refused = try await parent.send(.post, "/v1/plans", ["reference": "MK-0413"])
      #expect(refused.status == 403 && refused.error == "not-permitted")
    }
  }

  @Test func `a plan is told to its people only`() async throws {
    try await ServerFixture.with { fixture in
      let okoro = try await fixture.caseworker()
      let plan = try await okoro.makePlan()
      let other = try await fixture.caseworker()
      for path in ["/v1/plans/\(plan)", "/v1/plans/unknown", "/v1/plans/\(plan)/events"] {
        let reply = try await other.send(.get, path)
        #expect(reply.status == 404 && reply.error == "no-plan")
      }
      #expect(try await other.send(.get, "/v1/plans").json["plans"] == [])
      let own = try await okoro.send(.get, "/v1/plans/\(plan)")
      #expect(own.json["role"] == "caseworker" && own.json["phase"] == "gather")
      #expect(own.json["people"]?.text().contains("M. Okoro") == true)
      #expect(own.json["withheld"] == [])
    }
  }

  @Test func `people of a plan see who is in it and what they may do`() async throws {
    try await ServerFixture.with { fixture in
      let okoro = try await fixture.caseworker()
      let plan = try await okoro.makePlan()
      let priya = try await okoro.invite("Priya Shah", role: "ep", to: plan, at: fixture)
      let info = try await priya.send(.get, "/v1/plans/\(plan)")
      let parts = info.json["parts"]?.text() ?? ""
      #expect(parts.contains(#"{"part":"B","right":"edit"}"#))
      #expect(parts.contains(#"{"part":"C","right":"read"}"#))
      #expect(info.json["withheld"] == ["I", "J"])
    }
  }

  @Test func `only the plan's caseworker invites`() async throws {
    try await ServerFixture.with { fixture in
      let okoro = try await fixture.caseworker()
      let plan = try await okoro.makePlan()
      let priya = try await okoro.invite("Priya Shah", role: "ep", to: plan, at: fixture)
      let body: JSONValue = ["name": "N. Bell", "role": "health"]
      #expect(try await priya.send(.post, "/v1/plans/\(plan)/invitations", body).status == 403)
      let unknown = try await okoro.send(
        .post, "/v1/plans/\(plan)/invitations", ["name": "N. Bell", "role": "king"])
      #expect(unknown.status == 400)
    }
  }

  @Test func `what somebody need not know can be withheld, and stays so`() async throws {
    try await ServerFixture.with { fixture in
      let okoro = try await fixture.caseworker()
      let plan = try await okoro.makePlan()
      func invite(_ body: JSONValue) async throws -> TestDevice.Reply {
        try await okoro.send(.post, "/v1/plans/\(plan)/invitations", body)
      }
      let made = try await invite(["name": "T. Reed", "role": "senco", "withhold": ["D"]])
      guard case .string(let code) = made.json["code"] else { throw Unexpected(made.json.text()) }
      let reed = try await TestDevice.signIn(at: fixture, code: code)
      func withheld() async throws -> JSONValue? {
        try await reed.send(.get, "/v1/plans/\(plan)").json["withheld"]
      }
      #expect(try await withheld() == ["D"])
      _ = try await invite(["account": .string(reed.account), "role": "senco"])
      #expect(try await withheld() == ["D"])
      _ = try await invite(["account": .string(reed.account), "role": "senco", "withhold": []])
      #expect(try await withheld() == [])
      // A family's right to its own plan is not for switching off.
      let parent = try await invite(["name": "J. T.", "role": "parent", "withhold": ["B"]])
      #expect(parent.status == 400)
      let own = try await invite(["account": .string(okoro.account), "role": "ep"])
      #expect(own.status == 403)
    }
  }

  @Test func `no caseworker gets a code that signs in as somebody from elsewhere`() async throws {
    try await ServerFixture.with { fixture in
      let okoro = try await fixture.caseworker()
      let first = try await okoro.makePlan("MK-1")
      let priya = try await okoro.invite("Priya Shah", role: "ep", to: first, at: fixture)
      func renew() async throws -> TestDevice.Reply {
        try await okoro.send(
          .post, "/v1/plans/\(first)/invitations",
          ["account": .string(priya.account), "role": "ep"])
      }
      // Her own caseworker may help her to a new device, until somebody else's plan is in play.
      guard case .string = try await renew().json["code"] else { throw Unexpected("no code") }
      let other = try await fixture.caseworker()
      let second = try await other.makePlan("MK-2")
      func invite(_ account: String) async throws -> TestDevice.Reply {
        try await other.send(
          .post, "/v1/plans/\(second)/invitations", ["account": .string(account), "role": "ep"])
      }
      let invited = try await invite(priya.account)
      #expect(invited.status == 201 && invited.json["code"] == nil)
      #expect(try await invite(okoro.account).json["code"] == nil)
      // Nor for a colleague, who has no plan yet.
      let colleague = try await fixture.caseworker()
      #expect(try await invite(colleague.account).json["code"] == nil)
      // She signs in as she always does, and finds the plan.
      #expect(try await priya.send(.get, "/v1/plans/\(second)").status == 200)
      #expect(try await renew().json["code"] == nil)
    }
  }

  @Test func `wrong paths, methods and bodies get a sentence`() async throws {
    try await ServerFixture.with { fixture in
      let okoro = try await fixture.caseworker()
      #expect(try await okoro.send(.get, "/v2/plans").status == 404)
      let method = try await okoro.send(.delete, "/v1/plans")
      #expect(method.status == 405 && method.error == "wrong-method")
      let body = TestDevice.Reply(
        try await okoro.client.send(okoro.request(.post, "/v1/plans", body: Array("[1".utf8))))
      #expect(body.status == 400 && body.error == "not-json")
      #expect(try await okoro.send(.get, "/healthz").status == 200)
      #expect(try await okoro.send(.get, "/readyz").status == 200)
    }
  }
}

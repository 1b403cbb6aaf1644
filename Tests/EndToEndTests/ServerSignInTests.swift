import Foundation
import HTTP
import Plan
import Server
import Store
import Synchronization
import Testing

@Suite struct ServerSignInTests {
  @Test func `a code signs in one device, once`() async throws {
    try await ServerFixture.with { fixture in
      let code = try await fixture.makeUser("M. Okoro")
      let okoro = try await TestDevice.signIn(at: fixture, code: code)
      let me = try await okoro.send(.get, "/v1/me")
      #expect(me.status == 200 && me.json["account"]?["name"] == "M. Okoro")
      let again = try await TestDevice.logIn(at: fixture.server.url, code: code)
      #expect(again.status == 403 && again.error == "bad-code")
    }
  }

  @Test func `unknown, mistyped and expired codes get the same reply`() async throws {
    let clock = TestClock()
    try await ServerFixture.with {
      $0.now = clock.read
    } _: { fixture in
      let code = try await fixture.makeUser("M. Okoro")
      clock.advance(seconds: 11 * 60)
      var replies: Set<[UInt8]> = []
      for code in [code, "WDJB-MJHT-7QKX", "nonsense", ""] where !code.isEmpty {
        let reply = try await TestDevice.logIn(at: fixture.server.url, code: code)
        #expect(reply.status == 403)
        replies.insert(reply.bytes)
      }
      #expect(replies.count == 1)
    }
  }

  @Test func `guessing is slowed down`() async throws {
    try await ServerFixture.with {
      $0.limits.signInsPerAddress = RateLimit(burst: 3, perMinute: 1)
    } _: { fixture in
      var statuses: [UInt16] = []
      for _ in 0..<5 {
        let reply = try await TestDevice.logIn(at: fixture.server.url, code: "WDJB-MJHT-7QKX")
        statuses.append(reply.status)
      }
      #expect(statuses == [403, 403, 403, 429, 429])
    }
  }

  @Test func `without a token nothing is told`() async throws {
    try await ServerFixture.with { fixture in
      let okoro = try await fixture.caseworker()
      let plan = try await okoro.makePlan()
      var stranger = okoro
      for token in [String(repeating: "0", count: 64), "", "x"] {
        stranger.token = token
        for path in ["/v1/me", "/v1/plans", "/v1/plans/\(plan)", "/v1/plans/\(plan)/events"] {
          let reply = try await stranger.send(.get, path)
          #expect(reply.status == 401 && reply.error == "sign-in")
        }
      }
    }
  }

  @Test func `signing out ends the session, and removing a device that device's`() async throws {
    try await ServerFixture.with { fixture in
      let okoro = try await fixture.caseworker()
      let listed = try await okoro.send(.get, "/v1/devices")
      guard case .array(let devices) = listed.json["devices"], devices.count == 1 else {
        throw Unexpected(listed.json.text())
      }
      #expect(devices[0]["current"] == true)
      #expect(try await okoro.send(.post, "/v1/logout").status == 200)
      #expect(try await okoro.send(.get, "/v1/me").status == 401)

      let other = try await fixture.caseworker()
      guard case .string(let device) = try await other.send(.get, "/v1/me").json["device"]?["id"]
      else { throw Unexpected("no device") }
      let stranger = try await fixture.caseworker()
      #expect(try await stranger.send(.delete, "/v1/devices/\(device)").status == 404)
      #expect(try await other.send(.delete, "/v1/devices/\(device)").status == 200)
      #expect(try await other.send(.get, "/v1/me").status == 401)
    }
  }

  @Test func `a device that was idle too long signs in again`() async throws {
    let clock = TestClock()
    try await ServerFixture.with {
      $0.now = clock.read
    } _: { fixture in
      let okoro = try await fixture.caseworker()
      clock.advance(seconds: 29 * 86_400)
      #expect(try await okoro.send(.get, "/v1/me").status == 200)
      clock.advance(seconds: 29 * 86_400)
      #expect(try await okoro.send(.get, "/v1/me").status == 200)
      clock.advance(seconds: 31 * 86_400)
      let reply = try await okoro.send(.get, "/v1/me")
      #expect(reply.status == 401 && reply.error == "expired")
    }
  }

  @Test func `the log holds no name, no code, no token and no identifier of a plan`() async throws {
    let lines = Lines()
    try await ServerFixture.with {
      $0.log = { lines.add($0.json) }
    } _: { fixture in
      let code = try await fixture.makeUser("Marigold Okoro")
      let okoro = try await TestDevice.signIn(at: fixture, code: code)
      let plan = try await okoro.makePlan("MK-0412")
      _ = try await okoro.send(.get, "/v1/plans/\(plan)")
      _ = try await okoro.send(.get, "/nowhere/Marigold")
      let log = lines.all.joined(separator: "\n")
      #expect(log.contains("\"route\":\"/v1/plans/{plan}\""))
      for secret in ["Marigold", code, okoro.token, plan.description, "MK-0412", "test-laptop"] {
        #expect(!log.contains(secret))
      }
      for line in lines.all {
        #expect(throws: Never.self) { try JSONText.parse(Array(line.utf8)) }
      }
    }
  }
}

/// A clock that a test moves.
final class TestClock: Sendable {
  private let time = Mutex(UnixTime.now())

  var read: @Sendable () -> UnixTime { { self.time.withLock { $0 } } }

  func advance(seconds: Int64) { time.withLock { $0 = $0.adding(seconds: seconds) } }
}

/// Lines that a server has logged.
final class Lines: Sendable {
  private let lines = Mutex<[String]>([])

  var all: [String] { lines.withLock { $0 } }

  func add(_ line: String) { lines.withLock { $0.append(line) } }
}

import HTTP
import Plan
import Server
import Store
import Testing

struct ServerFeedTests {
  private func read(_ fixture: ServerFixture, token: String) async throws -> HTTPClientResponse {
    try await HTTPClient().send(
      HTTPClientRequest(
        method: .get, url: fixture.server.url + "/v1/feed",
        headers: ["Authorization": "Bearer \(token)"]))
  }

  private func makeFeed(_ device: TestDevice, _ plan: PlanIdentifier?) async throws -> (
    id: String, token: String
  ) {
    var body: [JSONValue.Member] = [.init("label", "dashboard")]
    if let plan { body.append(.init("plan", .string(plan.description))) }
    let reply = try await device.send(.post, "/v1/feeds", .object(body))
    guard case .string(let id) = reply.json["id"], case .string(let token) = reply.json["token"]
    else { throw Unexpected(reply.json.text()) }
    return (id, token)
  }

  @Test func `a feed says where and by whom, and no word of the plan`() async throws {
    try await ServerFixture.with { fixture in
      var okoro = try await fixture.caseworker()
      let plan = try await okoro.makePlan()
      let (_, batches) = try okoro.writeNeed("Cannot read <single> words", in: plan)
      try await okoro.sync("B", of: plan, push: batches)
      let feed = try await makeFeed(okoro, plan)
      let response = try await read(fixture, token: feed.token)
      #expect(response.status == .ok)
      #expect(response.headers["Content-Type"]?.hasPrefix("application/atom+xml") == true)
      let text = String(decoding: response.body, as: UTF8.self)
      #expect(text.contains("B Special educational needs: changed by M. Okoro"))
      #expect(text.contains("MK-0412: the plan was begun"))
      #expect(!text.contains("single"))
      // Asked again, every entry keeps its name.
      let again = String(decoding: try await read(fixture, token: feed.token).body, as: UTF8.self)
      #expect(again == text)
    }
  }

  @Test func `a feed is Atom as RFC 4287 has it`() async throws {
    try await ServerFixture.with { fixture in
      var okoro = try await fixture.caseworker()
      let plan = try await okoro.makePlan()
      let (_, batches) = try okoro.writeNeed("reading", in: plan)
      try await okoro.sync("B", of: plan, push: batches)
      let feed = try await makeFeed(okoro, nil)
      let response = try await read(fixture, token: feed.token)
      let reader = try AtomReader(String(decoding: response.body, as: UTF8.self))
      #expect(reader.root == "feed")
      #expect(reader.namespace == "http://www.w3.org/2005/Atom")
      // Of feed and entry, exactly one each (4.1.1, 4.1.2).
      for counts in [reader.feed] + reader.entries {
        for name in ["id", "title", "updated"] { #expect(counts[name] == 1, "\(name)") }
      }
      #expect(reader.entries.count == 2)
      #expect(Set(reader.identifiers).count == reader.identifiers.count)
      #expect(reader.identifiers.allSatisfy { $0.hasPrefix("urn:uuid:") && $0.utf8.count == 45 })
    }
  }

  @Test func `what its owner may not read is not in it, and ends with her part in the plan`()
    async throws
  {
    try await ServerFixture.with { fixture in
      var okoro = try await fixture.caseworker()
      let plan = try await okoro.makePlan()
      let priya = try await okoro.invite("Priya Shah", role: "ep", to: plan, at: fixture)
      let hidden = try okoro.edit("J", of: plan) { part in
        guard let field = part.template.fields.first(where: { $0.kind == .text }) else {
          throw Unexpected("J has no text")
        }
        _ = try part.edit("agreed", field: field.key, of: nil)
      }
      try await okoro.sync("J", of: plan, push: hidden)
      let feed = try await makeFeed(priya, plan)
      let text = String(decoding: try await read(fixture, token: feed.token).body, as: UTF8.self)
      #expect(text.contains("<feed"))
      #expect(!text.contains("J "))
    }
  }

  @Test func `its token is good for nothing else, and no other token for it`() async throws {
    try await ServerFixture.with { fixture in
      var okoro = try await fixture.caseworker()
      let plan = try await okoro.makePlan()
      let feed = try await makeFeed(okoro, plan)
      #expect(try await read(fixture, token: okoro.token).status.rawValue == 401)
      let session = okoro.token
      okoro.token = feed.token
      #expect(try await okoro.send(.get, "/v1/me").status == 401)
      #expect(try await okoro.send(.get, "/v1/plans/\(plan)").status == 401)
      okoro.token = session
      #expect(try await okoro.send(.get, "/v1/feed?token=\(feed.token)").status == 401)
      #expect(try await okoro.send(.delete, "/v1/feeds/\(feed.id)").status == 200)
      #expect(try await okoro.send(.delete, "/v1/feeds/\(feed.id)").status == 404)
      #expect(try await read(fixture, token: feed.token).status.rawValue == 401)
    }
  }
}

/// Reads a feed as XML, as far as feeds here use it, and counts its elements; whatever is not well
/// formed is thrown.
private struct AtomReader {
  var root: String?
  var namespace: String?
  var feed: [String: Int] = [:]
  var entries: [[String: Int]] = []
  var identifiers: [String] = []

  init(_ xml: String) throws {
    var path: [String] = []
    let pieces = xml.split(separator: "<", omittingEmptySubsequences: false).dropFirst()
    for piece in pieces where !piece.hasPrefix("?xml ") {
      guard let end = piece.firstIndex(of: ">") else { throw Unexpected("<\(piece)") }
      let tag = piece[..<end]
      let text = piece[piece.index(after: end)...]
      let name = String(tag.drop { $0 == "/" }.prefix { $0 != " " && $0 != "/" })
      try Self.checkReferences(in: tag + text)
      if tag.hasPrefix("/") {
        guard path.popLast() == name else { throw Unexpected("</\(name)>") }
        continue
      }
      if path.isEmpty {
        guard root == nil else { throw Unexpected("two roots") }
        root = name
        namespace = tag.split(separator: "\"").dropFirst().first.map(String.init)
      }
      if path.count == 1, name == "entry" { entries.append([:]) }
      if path.count == 1 { feed[name, default: 0] += 1 }
      if path.count == 2, path[1] == "entry" { entries[entries.count - 1][name, default: 0] += 1 }
      if name == "id" { identifiers.append(String(text)) }
      if !tag.hasSuffix("/") { path.append(name) }
    }
    guard path.isEmpty, root != nil else { throw Unexpected("open: \(path)") }
  }

  private static func checkReferences(in text: Substring) throws {
    let known = ["amp;", "lt;", "gt;", "quot;", "#9;", "#10;", "#13;"]
    for rest in text.split(separator: "&", omittingEmptySubsequences: false).dropFirst()
    where !known.contains(where: { rest.hasPrefix($0) }) {
      throw Unexpected("&\(rest)")
    }
  }
}

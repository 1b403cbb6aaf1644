import CRDT
import Testing

/// Words taken out of a history, with the events that wrote them.
@Suite struct ExcerptTests {
  private static let one = AgentID(high: 1, low: 1)
  private static let two = AgentID(high: 2, low: 9)

  private let excerpt = Excerpt(
    frame: [7, 8], values: [(EventID(agent: one, sequence: 3), Array("daily".utf8))],
    text: "Café, then tea",
    events: [
      .init(first: EventID(agent: one, sequence: 10), count: 4),
      .init(first: EventID(agent: one, sequence: 14), count: 2),
      .init(first: EventID(agent: two, sequence: 0), count: 8),
    ], seed: ContentSeed(high: 3, low: 4))

  @Test func `it reads back, and runs that follow on each other are one`() throws {
    #expect(excerpt.textEvents.map(\.count) == [6, 8])
    let read = try Excerpt(decoding: excerpt.encoded())
    #expect(read == excerpt && read.text == "Café, then tea")
    let empty = Excerpt(frame: [], values: [], text: "", events: [], seed: .zero)
    #expect(try Excerpt(decoding: empty.encoded()) == empty)
  }

  @Test func `an erasure finds its words by their events`() {
    let places = excerpt.places(of: [
      Erasure(agent: Self.one, events: 3..<11), Erasure(agent: Self.two, events: 5..<100),
      Erasure(agent: AgentID(high: 5, low: 5), events: 0..<100),
    ])
    #expect(places.values == [0])
    #expect(places.text == [0..<1, 11..<14])
  }

  @Test func `bytes cut short or altered are refused or another excerpt, and never a trap`() {
    let bytes = excerpt.encoded()
    for count in bytes.indices {
      #expect((try? Excerpt(decoding: Array(bytes.prefix(count)))) == nil)
    }
    for index in bytes.indices {
      for bit in 0..<8 {
        var altered = bytes
        altered[index] ^= 1 << bit
        if let read = try? Excerpt(decoding: altered) { #expect(read != excerpt) }
      }
    }
  }
}

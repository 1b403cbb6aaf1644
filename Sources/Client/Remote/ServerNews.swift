import HTTP
package import Plan

/// An event of a plan's live stream.
package enum ServerNews: Hashable, Sendable {
  /// Somebody wrote.
  case change
  /// Somebody came to the plan, left it, or may do other things now.
  case people
  /// Who else listens now: everybody.
  case presence([Presence])

  /// Nil for an event of a later version of the server.
  init?(_ event: ServerSentEvent) {
    switch event.event {
    case "change": self = .change
    case "people": self = .people
    case "presence":
      guard let data = (try? JSONText.parse(Array(event.data.utf8)))?.value else { return nil }
      self = .presence(
        (data["people"]?.array ?? []).compactMap { person in
          guard let account = person["account"]?.string else { return nil }
          return Presence(
            account: account,
            parts: (person["parts"]?.array ?? []).compactMap { $0.string.map { PartID($0) } })
        })
    default: return nil
    }
  }
}

/// A person who has the plan open, and where, as far as the reader may know.
package struct Presence: Hashable, Sendable {
  /// The server's name for the account.
  package var account: String
  package var parts: [PartID]
}

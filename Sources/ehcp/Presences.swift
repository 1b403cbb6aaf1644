import Client
import Plan
import Terminal

/// Who else has the plan open, in words.
enum Presences {
  /// `J. Tranmoor in F`
  static func short(_ presence: Presence, _ names: [String: String]) -> String {
    let name = name(of: presence, names)
    return presence.parts.isEmpty ? name : "\(name) in \(parts(presence))"
  }

  /// What has changed since, a sentence each.
  static func changes(
    from old: [Presence], to new: [Presence], _ names: [String: String]
  ) -> [String] {
    let left = old.filter { before in !new.contains { $0.account == before.account } }.map {
      "\(name(of: $0, names)) left."
    }
    let moved = new.filter { !old.contains($0) }.map { presence in
      let name = name(of: presence, names)
      let isNew = !old.contains { $0.account == presence.account }
      if presence.parts.isEmpty { return "\(name) is here\(isNew ? " too" : "")." }
      let place = "in \(parts(presence))"
      return isNew ? "\(name) is here too, \(place)." : "\(name) is \(place) now."
    }
    return left + moved
  }

  private static func name(of presence: Presence, _ names: [String: String]) -> String {
    names[presence.account].map(Escaping.line) ?? "Somebody"
  }

  private static func parts(_ presence: Presence) -> String {
    Counted.list(presence.parts.map(\.description))
  }
}

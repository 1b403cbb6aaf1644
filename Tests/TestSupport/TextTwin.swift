package import CRDT

/// The slow, readable twin of the engine's text: a list of items with their origins, as the FugueMax
/// paper tells it, searched from end to end for everything. It knows no event graph and no tracker,
/// so when both agree, both are most likely right.
///
/// Source: Weidner & Kleppmann, *The Art of the Fugue*, 2023.
package struct TextTwin {
  /// One event: an item put between two others, or an item taken out.
  package enum Event {
    case insert(id: EventID, scalar: Unicode.Scalar, left: EventID?, right: EventID?)
    case delete(id: EventID, target: EventID)

    var id: EventID {
      switch self {
      case .insert(let id, _, _, _), .delete(let id, _): id
      }
    }
  }

  struct Item {
    var id: EventID
    var scalar: Unicode.Scalar
    var left: EventID?
    var right: EventID?
    var deletions: [EventID] = []
  }

  private var items: [Item] = []
  /// Everything known, each event after what it was made upon.
  package private(set) var events: [Event] = []
  private var known = Set<EventID>()

  package init() {}

  package var text: String {
    var text = ""
    for item in items where item.deletions.isEmpty { text.unicodeScalars.append(item.scalar) }
    return text
  }

  /// Every item ever, in order: its event and whether it stands.
  package var order: [(EventID, Bool)] { items.map { ($0.id, $0.deletions.isEmpty) } }

  /// The deletions of each deleted item.
  package var deletions: [EventID: Set<EventID>] {
    var deletions: [EventID: Set<EventID>] = [:]
    for item in items where !item.deletions.isEmpty { deletions[item.id] = Set(item.deletions) }
    return deletions
  }

  /// Inserts scalars at a visible position, as the agent's events from `first` on.
  package mutating func insert(_ text: String, at position: Int, first: EventID) {
    var id = first
    var place = index(ofVisible: position - 1)
    for scalar in text.unicodeScalars {
      let left = place.map { items[$0].id }
      let next = place.map { $0 + 1 } ?? 0
      let right = next < items.count ? items[next].id : nil
      apply(.insert(id: id, scalar: scalar, left: left, right: right))
      place = items.firstIndex { $0.id == id }
      id = EventID(agent: id.agent, sequence: id.sequence + 1)
    }
  }

  package mutating func delete(at position: Int, length: Int, first: EventID) {
    for offset in 0..<length {
      guard let place = index(ofVisible: position) else { return }
      let id = EventID(agent: first.agent, sequence: first.sequence + UInt64(offset))
      apply(.delete(id: id, target: items[place].id))
    }
  }

  /// Takes in everything the other knows.
  package mutating func merge(_ other: TextTwin) {
    for event in other.events where !known.contains(event.id) { apply(event) }
  }

  private func index(ofVisible position: Int) -> Int? {
    var remaining = position
    for (index, item) in items.enumerated() where item.deletions.isEmpty {
      if remaining == 0 { return index }
      remaining -= 1
    }
    return nil
  }

  private mutating func apply(_ event: Event) {
    known.insert(event.id)
    events.append(event)
    switch event {
    case .delete(let id, let target):
      if let index = items.firstIndex(where: { $0.id == target }) {
        items[index].deletions.append(id)
      }
    case .insert(let id, let scalar, let left, let right):
      let item = Item(id: id, scalar: scalar, left: left, right: right)
      items.insert(item, at: place(of: item))
    }
  }

  private func place(of item: Item) -> Int {
    func leftIndex(_ id: EventID?) -> Int { items.firstIndex { $0.id == id } ?? -1 }
    func rightIndex(_ id: EventID?) -> Int { items.firstIndex { $0.id == id } ?? items.count }
    let left = leftIndex(item.left)
    let right = rightIndex(item.right)
    var place = left + 1
    var isScanning = false
    var index = left + 1
    while index < right {
      let other = items[index]
      let otherLeft = leftIndex(other.left)
      let otherRight = rightIndex(other.right)
      if otherLeft < left { break }
      if otherLeft == left {
        if otherRight == right {
          if item.id < other.id { break }
          isScanning = false
        } else {
          isScanning = otherRight < right
        }
      }
      index += 1
      if !isScanning { place = index }
    }
    return place
  }
}

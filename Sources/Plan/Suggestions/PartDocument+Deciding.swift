package import CRDT

/// Deciding what becomes of a suggestion.
///
/// Accepting makes ordinary edits, in the acceptor's name, and notes in the suggestion which events they
/// are: so both names are kept (words: whoever suggested; accepted by: whoever decided), and it can be
/// taken back. What deciding makes follows from the part as it is and from nothing else: that is how
/// ``Judge`` knows an acceptance that is exactly one from other edits under its name.
extension PartDocument {
  /// Accepts, rejects or withdraws a suggestion, or opens it again.
  ///
  /// Accepting makes every change or none; where people changed the words since, what still stands of
  /// them is replaced. Opening an accepted one takes its words out again and puts back those it took
  /// out. Deciding one that is contested settles it: accepted, its words stand once; otherwise they are
  /// taken out.
  ///
  /// - Parameter reason: why it is rejected.
  /// - Throws: `unknownSuggestion`, `alreadyDecided`, `groundIsGone`.
  package mutating func decide(
    _ id: EventID, _ kind: SuggestionDecision.Kind, reason: String = ""
  ) throws(ContentError) {
    guard let suggestion = suggestion(id) else { throw .unknownSuggestion }
    guard document.agent != nil else { throw .document(.noAgent) }
    switch (suggestion.state, kind) {
    case (.open, .accepted): try make(suggestion)
    case (.open, .rejected), (.open, .withdrawn), (.rejected, .open), (.withdrawn, .open): break
    case (.contested, .accepted): try keepOne(of: suggestion)
    case (.accepted, .open), (.contested, .open), (.contested, .rejected):
      try takeBack(suggestion)
    default: throw .alreadyDecided(suggestion.state)
    }
    if suggestion.state == .contested { try settlePassages(of: suggestion) }
    let decision = SuggestionDecision(
      kind: kind, reason: kind == .rejected ? reason : "", author: id.agent)
    try write(decision.value, Reserved.decision, of: id)
  }

  // MARK: Accepting

  private mutating func make(_ suggestion: Suggestion) throws(ContentError) {
    let places = PlaceIndex(self)
    for (index, change) in suggestion.changes.enumerated()
    where !canMake(change, among: suggestion.changes, places) {
      throw .groundIsGone(change: index)
    }
    let first = document.nextEvent
    try makeTexts(suggestion.changes)
    var added: [Int: EventID] = [:]
    for (index, change) in suggestion.changes.enumerated() {
      if case .add(let after) = change.action {
        added[index] = try addRecord(to: change.key, at: place(after, change, added))
      } else {
        try make(change, added)
      }
    }
    guard let first, let next = document.nextEvent else { return }
    let last = next == first ? nil : EventID(agent: next.agent, sequence: next.sequence - 1)
    try note(last.map { _ in first }, last, of: suggestion.id)
  }

  /// All changes of texts that are there, each text's together.
  private mutating func makeTexts(_ changes: [SuggestedChange]) throws(ContentError) {
    var rewrites: [(address: ObjectAddress, rewrite: TextRewrite)] = []
    var histories: [ObjectAddress: TextHistory] = [:]
    for change in changes {
      guard case .text(let deleted, let after, _, let with) = change.action,
        let address = change.address
      else { continue }
      let history = histories[address] ?? document.textHistory(at: address)
      histories[address] = history
      let words = history.resolve(deleted)
      let index = rewrites.firstIndex { $0.address == address } ?? rewrites.count
      if index == rewrites.count { rewrites.append((address, TextRewrite())) }
      for range in words.standing { rewrites[index].rewrite.remove(range) }
      let position = words.position ?? history.position(behind: after) ?? 0
      let isWhole =
        words.isUnbroken && words.standingCount == deleted.reduce(0) { $0 + Int($1.count) }
      let fitting = isWhole ? with : spaced(with, in: address, at: position, without: words)
      rewrites[index].rewrite.insert(fitting, at: position)
    }
    for (address, rewrite) in rewrites { try apply(rewrite, at: address) }
  }

  /// Words with a space at an end where they would grow together with what others put there since.
  private func spaced(
    _ words: String, in address: ObjectAddress, at position: Int, without removed: ResolvedWords
  ) -> String {
    let scalars = Array(document.string(at: address).unicodeScalars)
    func isRemoved(_ index: Int) -> Bool { removed.standing.contains { $0.contains(index) } }
    func isLetter(_ scalar: Unicode.Scalar?) -> Bool {
      scalar.map { $0.properties.isAlphabetic || $0.properties.numericType != nil } ?? false
    }
    let before = scalars[..<position].indices.last { !isRemoved($0) }.map { scalars[$0] }
    let after = scalars[position...].indices.first { !isRemoved($0) }.map { scalars[$0] }
    var result = words
    if isLetter(before), isLetter(words.unicodeScalars.first) { result = " " + result }
    if isLetter(after), isLetter(words.unicodeScalars.last) { result += " " }
    return result
  }

  private mutating func make(
    _ change: SuggestedChange, _ added: [Int: EventID]
  ) throws(ContentError) {
    let record = change.subject.record(added)
    let address = ObjectAddress(record: record, key: change.key)
    switch change.action {
    case .text(_, _, _, let with):
      // Those of texts that are there have been made.
      guard change.address == nil else { return }
      var rewrite = TextRewrite()
      rewrite.insert(with, at: 0)
      try apply(rewrite, at: address)
    case .value(_, let with):
      try write(with, change.key, of: record)
    case .link(let target):
      try link(target, field: change.key, of: record)
    case .unlink(let target):
      try unlink(target, field: change.key, of: record)
    case .remove:
      if let record, isShown(record) { try deleteRecord(record) }
    case .move(let after, _):
      if let record { try moveRecord(record, to: place(after, change, added)) }
    case .add:
      break
    }
  }

  // MARK: Settling and taking back

  /// Leaves of several acceptances made at the same time the one that is shown.
  private mutating func keepOne(of suggestion: Suggestion) throws(ContentError) {
    let chosen = suggestion.decisions.first { $0.kind == .accepted }?.author
    guard
      let kept = suggestion.accepted.first(where: { $0.first.agent == chosen })
        ?? suggestion.accepted.first
    else { return }
    try takeOut(suggestion.accepted.filter { $0 != kept }, of: suggestion)
    try note(kept.first, kept.last, of: suggestion.id)
  }

  /// Whoever settles a suggestion has looked at what its acceptances did to the same words.
  private mutating func settlePassages(of suggestion: Suggestion) throws(ContentError) {
    var done = Set<ObjectAddress>()
    for change in suggestion.changes {
      guard case .text = change.action, let address = change.address, done.insert(address).inserted
      else { continue }
      try changing { (document: inout Document) throws(DocumentError) in
        for run in suggestion.accepted {
          try document.add(.text(run.mark), toSetAt: Self.reviewAddress(of: address))
        }
      }
    }
  }

  /// Takes out what acceptances brought: words by their letters, records whole.
  private mutating func takeOut(
    _ accepted: [EventStretch], of suggestion: Suggestion
  ) throws(ContentError) {
    var done = Set<ObjectAddress>()
    for change in suggestion.changes {
      if case .text = change.action, let address = change.address, done.insert(address).inserted {
        var rewrite = TextRewrite()
        let words = document.textHistory(at: address).resolve(accepted)
        for range in words.standing { rewrite.remove(range) }
        try apply(rewrite, at: address)
      }
      if case .add = change.action { try deleteRecords(of: change.key, madeBy: accepted) }
    }
  }

  private mutating func deleteRecords(
    of list: String, madeBy accepted: [EventStretch]
  ) throws(ContentError) {
    for record in document.records(inListAt: ObjectAddress(key: list))
    where accepted.contains(where: { $0.contains(record.id) }) {
      try deleteRecord(record.id)
    }
  }

  private mutating func takeBack(_ suggestion: Suggestion) throws(ContentError) {
    try takeBackTexts(of: suggestion)
    for change in suggestion.changes.reversed() {
      let record = change.subject.record([:])
      switch change.action {
      case .value(let was, _) where change.isOfKnown:
        let heads = document.register(at: ObjectAddress(record: record, key: change.key))
        // Somebody's later value stands.
        if heads.allSatisfy({ head in suggestion.accepted.contains { $0.contains(head.event) } }) {
          try write(was, change.key, of: record)
        }
      case .link(let target) where change.isOfKnown:
        try unlink(target, field: change.key, of: record)
      case .unlink(let target) where change.isOfKnown:
        try link(target, field: change.key, of: record)
      case .add:
        try deleteRecords(of: change.key, madeBy: suggestion.accepted)
      case .remove:
        if let record, !isShown(record) { try restoreRecord(record) }
      case .move(_, let was):
        if let record, isShown(record) {
          try moveRecord(record, to: place(was, change, [:]))
        }
      case .text, .value, .link, .unlink: break
      }
    }
  }

  /// Takes out the words that came, puts back those that went, and names these by their new events, so
  /// that the suggestion can be accepted anew.
  private mutating func takeBackTexts(of suggestion: Suggestion) throws(ContentError) {
    var done: [ObjectAddress: RestoredWords] = [:]
    for (index, change) in suggestion.changes.enumerated() {
      guard case .text(let deleted, _, _, _) = change.action, let address = change.address
      else { continue }
      if done[address] == nil {
        var words = RestoredWords(document.textHistory(at: address), without: suggestion.accepted)
        do { try words.apply(to: &document, at: address) } catch { throw .document(error) }
        done[address] = words
      }
      let renamed = done[address]?.names(of: deleted) ?? deleted
      if renamed == deleted { continue }
      for (key, value) in SuggestedChange.registers(of: renamed, at: index) {
        try write(value, key, of: suggestion.id)
      }
    }
  }

  // MARK: -

  /// Notes which events made the changes; nil where none had to.
  private mutating func note(
    _ first: EventID?, _ last: EventID?, of suggestion: EventID
  ) throws(ContentError) {
    try write(first.map { .identifier($0) } ?? .none, Reserved.acceptedFirst, of: suggestion)
    try write(last.map { .identifier($0) } ?? .none, Reserved.acceptedLast, of: suggestion)
  }

  private mutating func write(
    _ value: RegisterValue, _ key: String, of record: EventID?
  ) throws(ContentError) {
    try changing { (document: inout Document) throws(DocumentError) in
      try document.set(value, at: ObjectAddress(record: record, key: key))
    }
  }

  private mutating func apply(
    _ rewrite: TextRewrite, at address: ObjectAddress
  ) throws(ContentError) {
    try changing { (document: inout Document) throws(DocumentError) in
      _ = try rewrite.apply(to: &document, at: address)
    }
  }

  /// Where among the other records one behind `neighbour` goes; the end, where that is gone.
  private func place(
    _ neighbour: SuggestedChange.Subject, _ change: SuggestedChange, _ added: [Int: EventID]
  ) -> Int {
    let moved = change.subject.record(added)
    let others = document.records(inListAt: ObjectAddress(key: change.key)).map(\.id)
      .filter { $0 != moved }
    if neighbour == .part { return 0 }
    let place = neighbour.record(added).flatMap { others.firstIndex(of: $0) }
    return place.map { $0 + 1 } ?? others.count
  }

  private func isShown(_ record: EventID) -> Bool {
    document.list(ofRecord: record).map { list in
      document.records(inListAt: list).contains { $0.id == record }
    } ?? false
  }
}

extension SuggestedChange {
  /// The field meant, where its record is there already.
  var address: ObjectAddress? {
    switch subject {
    case .part: ObjectAddress(key: key)
    case .record(let record): ObjectAddress(record: record, key: key)
    case .added: nil
    }
  }

  /// Whether it is about the part or a record that is there already.
  fileprivate var isOfKnown: Bool { address != nil }
}

extension SuggestedChange.Subject {
  func record(_ added: [Int: EventID]) -> EventID? {
    switch self {
    case .part: nil
    case .record(let record): record
    case .added(let index): added[index]
    }
  }
}

extension TextHistory {
  /// The present position behind a scalar, or behind where it stood; nil where it is not of this text.
  func position(behind event: EventID?) -> Int? {
    guard let event else { return 0 }
    return position(of: event).map { $0.isVisible ? $0.position + 1 : $0.position }
  }
}

import CRDT
import Plan

/// Makes sections of a redline: the words of both versions, marked by what became of them.
///
/// Nothing is linked, for what a link would lead to need not be part of such a document.
struct RedlineBuilder {
  enum Style {
    /// What was added is bold, what was taken out struck.
    case amendment
    /// The look says whose words they are: the Tribunal's key.
    case tribunal
  }

  let base: DocumentBuilder
  let comparison: ExportMatter.Comparison
  let style: Style
  /// What records are called that only the earlier version has.
  private let removed: [EventID: [Inline]]

  private(set) var footnotes: [[Inline]] = []
  private(set) var count = ProposalCount()
  /// Whose new or removed record is being written: it is one proposal, not one for each field.
  private var whole: Attribution?

  init(_ base: DocumentBuilder, _ comparison: ExportMatter.Comparison, style: Style) {
    self.base = base
    self.comparison = comparison
    self.style = style
    var removed: [EventID: [Inline]] = [:]
    for part in comparison.redline.parts {
      for collection in part.collections {
        for record in collection.records where record.numberAfter == nil {
          removed[record.id] = Self.name(of: record, collection, part.id, base.wording)
        }
      }
    }
    self.removed = removed
  }

  /// Whether a part goes in: of the plan's own sections those that are asked for.
  func shows(_ part: PartID) -> Bool {
    if let sections = base.options.sections { return sections.contains(part) }
    return base.view.template.part(part)?.kind != .advice
      && base.view.template.part(part)?.isPlanText != false
      && !part.description.hasPrefix("advice-")
  }

  // MARK: Sections

  /// - Parameter isWhole: with all that did not change; otherwise that is only named.
  mutating func section(_ part: Redline.Part, isWhole: Bool) -> Section {
    var blocks: [Block] = []
    let fields = part.fields.filter { isWhole ? isWritten($0) : $0.isChanged }
      .map { field($0, at: Place(part: part.id, field: $0.key)) }
    if !fields.isEmpty { blocks.append(.fields(fields)) }
    for collection in part.collections {
      blocks += records(of: collection, in: part, isWhole: isWhole)
    }
    if style == .tribunal { blocks += openProposals(in: part.id) }
    if blocks.isEmpty { blocks.append(.paragraph([.absent(Wording.nothingRecorded)])) }
    func heading(_ title: String) -> [Inline] {
      [.words(VisibleText(Wording.heading(part: part.id, title: title)))]
    }
    return Section(
      anchor: base.sectionAnchors[part.id] ?? Anchor(name: "section-\(part.id)"),
      heading: heading(part.title),
      shortHeading: heading(base.view.template.part(part.id)?.shortTitle ?? part.title),
      basis: base.wording.basis(part.id), blocks: blocks)
  }

  private mutating func records(
    of collection: Redline.Collection, in part: Redline.Part, isWhole: Bool
  ) -> [Block] {
    var blocks: [Block] = []
    var unchanged: [[Inline]] = []
    for record in collection.records {
      if !isWhole, record.change == nil, !record.fields.contains(where: \.isChanged) {
        unchanged.append(Self.name(of: record, collection, part.id, base.wording))
        continue
      }
      blocks.append(.group(group(record, of: collection, in: part)))
    }
    if !unchanged.isEmpty {
      blocks.append(
        .group(
          Group(
            kind: .passage, level: 3, anchor: nil, heading: [.words("Not changed")],
            blocks: [.list(unchanged)])))
    }
    return blocks
  }

  private mutating func group(
    _ record: Redline.Record, of collection: Redline.Collection, in part: Redline.Part
  ) -> Group {
    var heading = Self.name(of: record, collection, part.id, base.wording)
    var blocks: [Block] = []
    switch record.change {
    case .added(let by):
      heading = [marked(heading, .inserted, by)] + note(by, in: part.id, "Added by ")
      whole = by
    case .removed(let all):
      let by = all.first
      heading = [marked(heading, .deleted, by)] + note(by, in: part.id, "Taken out by ")
      whole = by
    case .moved(let by):
      let from = record.numberBefore.map { "It was number \($0) of the list." } ?? "It was moved."
      blocks.append(
        .paragraph(
          [marked([.words(VisibleText(from))], .inserted, by)] + note(by, in: part.id, "Moved by ")
        ))
    case nil: break
    }
    let place = Place(
      part: part.id, collection: collection.key, record: record.id,
      number: record.numberAfter ?? record.numberBefore)
    var fields: [Field] = []
    for field in record.fields where isWritten(field) {
      if field.key == "title", !field.isChanged || whole != nil { continue }
      var at = place
      at.field = field.key
      fields.append(self.field(field, at: at))
    }
    whole = nil
    if !fields.isEmpty { blocks.append(.fields(fields)) }
    blocks += sources(of: record.id, in: part.id)
    return Group(
      kind: .record, level: 3, anchor: base.records[record.id]?.anchor, heading: heading,
      blocks: blocks)
  }

  /// The reports that a record cites, as a footnote.
  private mutating func sources(of record: EventID, in part: PartID) -> [Block] {
    guard style == .tribunal, let shown = base.view.part(part) else { return [] }
    let found = shown.collections.flatMap(\.records).first { $0.id == record }
    guard let citations = found?.citations, !citations.isEmpty else { return [] }
    let words = Array(citations.map(base.citation).joined(separator: [.words("; ")]))
    footnotes.append([.words("Cites ")] + words + [.words(".")])
    return [.paragraph([.words("Rests on a report"), .footnote(footnotes.count)])]
  }

  static func name(
    of record: Redline.Record, _ collection: Redline.Collection, _ part: PartID,
    _ wording: Wording
  ) -> [Inline] {
    let number = record.numberAfter ?? record.numberBefore ?? 0
    let list = CollectionView(key: collection.key, title: collection.title, records: [])
    let label = wording.label(
      RecordView(id: record.id, number: number, fields: []), of: list, in: part)
    let title = record.fields.first { $0.key == "title" }
    var text = ""
    if case .value(let before, let after, _) = title?.content {
      text = record.numberAfter == nil ? before.plainText : after.plainText
    }
    return RecordIndex.heading(label: label, title: text)
  }

  // MARK: Notes and marks

  mutating func add(_ proposal: ProposalCount) {
    count.proposals += proposal.proposals
    count.agreed += proposal.agreed
  }

  /// Counts a proposal and says in a footnote whose it is; nothing inside a whole record, which has
  /// had its own.
  mutating func note(_ by: Attribution?, in part: PartID, _ verb: VisibleText) -> [Inline] {
    guard style == .tribunal else {
      if whole == nil { count.proposals += 1 }
      return []
    }
    if let whole, let by, by.isSameHand(as: whole) { return [] }
    let isAgreed = by.map(isAgreed) ?? false
    add(ProposalCount(proposals: 1, agreed: isAgreed ? 1 : 0))
    guard let by else { return [] }
    var words: [Inline] = [.words(verb)] + base.name(by.writer)
    if let date = comparison.dates(part, by.event) {
      words.append(.words(VisibleText(", \(Wording.date(date))")))
    }
    if let acceptor = by.acceptor { words += [.words("; accepted by ")] + base.name(acceptor) }
    if let restorer = by.restorer { words += [.words("; put back by ")] + base.name(restorer) }
    footnotes.append(words + [.words(".")])
    return [.footnote(footnotes.count)]
  }

  /// A note for what nobody has decided on.
  mutating func openNote(_ words: [Inline]) -> [Inline] {
    add(ProposalCount(proposals: 1))
    footnotes.append(words)
    return [.footnote(footnotes.count)]
  }

  func marked(_ words: [Inline], _ change: Redline.Change, _ by: Attribution?) -> Inline {
    .marked(words, marking(change, by))
  }

  func marking(_ change: Redline.Change, _ by: Attribution?) -> Marking {
    let isDeleted = change == .deleted
    guard style == .tribunal else {
      return isDeleted
        ? Marking(.plain, isStruck: true, spoken: "Deleted") : Marking(.bold, spoken: "Added")
    }
    guard let by else { return Marking(.plain, isStruck: isDeleted, spoken: "Changed") }
    if isAgreed(by) {
      return Marking(
        .underlined, isStruck: isDeleted, spoken: isDeleted ? "Agreed deletion" : "Agreed")
    }
    return proposal(by: by.writer, isDeleted: isDeleted)
  }

  func proposal(by agent: AgentID, isDeleted: Bool) -> Marking {
    isFamily(agent)
      ? Marking(
        .bold, isStruck: isDeleted,
        spoken: isDeleted ? "Parent’s deletion" : "Parent’s proposal")
      : Marking(
        .italic, isStruck: isDeleted,
        spoken: isDeleted ? "Authority’s deletion" : "Authority’s proposal")
  }

  /// Words of one side that the other took into the plan.
  private func isAgreed(_ by: Attribution) -> Bool {
    guard let acceptor = by.acceptor, base.view.authors[by.writer] != nil,
      base.view.authors[acceptor] != nil
    else { return false }
    return isFamily(by.writer) != isFamily(acceptor)
  }

  private func isFamily(_ agent: AgentID) -> Bool {
    base.view.authors[agent].map { Family.holds($0.role) } ?? false
  }

  /// What a link's target is called, in either version.
  func name(ofTarget target: EventID) -> [Inline] {
    if base.records[target] == nil, let name = removed[target] { return name }
    return base.records.references(to: [target]).flatMap { $0 }.map(\.withoutLink).flatMap { $0 }
  }
}

extension Inline {
  /// A link's words without the way.
  var withoutLink: [Inline] {
    if case .link(let words, _) = self { words } else { [self] }
  }
}

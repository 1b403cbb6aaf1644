import CRDT
import Plan

extension DocumentBuilder {
  func section(_ part: PartView) -> Section {
    var blocks: [Block] = notices(at: Place(part: part.id), in: part).map(Block.notice)
    blocks += part.fields.filter(isStatement).map(statement)
    blocks += ownFields(of: part)
    for collection in part.collections { blocks += list(collection, of: part) }
    if blocks.isEmpty { blocks.append(.paragraph([.absent(Wording.nothingRecorded)])) }
    let comments = comments(of: part)
    if !comments.isEmpty { blocks.append(.comments(comments)) }
    return Section(
      anchor: sectionAnchors[part.id] ?? Anchor(name: "main"),
      heading: heading(of: part, title: part.title),
      shortHeading: heading(of: part, title: wording.shortTitle(part)),
      basis: wording.basis(part.id), blocks: blocks)
  }

  /// A part that has a title of its own, as a report of advice has, shows it.
  private func heading(of part: PartView, title: String) -> [Inline] {
    RecordIndex.heading(
      label: Wording.heading(part: part.id, title: title),
      title: part.field("title")?.value.plainText ?? "")
  }

  /// The fields at the part's root.
  ///
  /// Prose that ends the part stands under headings of its own, as in section A. Prose among other
  /// fields stays one of them, as an address does: under a heading, what follows would seem to
  /// belong to it.
  private func ownFields(of part: PartView) -> [Block] {
    let shown = part.fields.filter { shows($0) && !isHeading($0) && !isUndisputedFlag($0) }
    let lastOther = shown.lastIndex { $0.kind != .text } ?? -1
    let fields = shown.map { field($0, at: Place(part: part.id, field: $0.key), in: part) }
    let grid = fields.prefix(lastOther + 1)
    let passages = fields.dropFirst(lastOther + 1).map { field in
      Block.group(
        Group(
          kind: .passage, level: 3, anchor: nil, heading: [.words(field.label)],
          blocks: field.content))
    }
    return (grid.isEmpty ? [] : [.fields(Array(grid))]) + passages
  }

  /// A box ticked for a whole part is a sentence, as in "No health needs identified"; one that is
  /// not ticked says nothing, and "No health needs identified: no" would only puzzle.
  private func isStatement(_ field: FieldView) -> Bool {
    isUndisputedFlag(field) && field.value == .flag(true)
  }

  private func isUndisputedFlag(_ field: FieldView) -> Bool {
    field.kind == .flag && isPlain(field)
  }

  private func statement(_ field: FieldView) -> Block {
    .paragraph([.words(VisibleText("\(Wording.title(of: field))."))])
  }

  /// Whether the field is said by the heading above it, and nobody disagrees.
  private func isHeading(_ field: FieldView) -> Bool { field.key == "title" && isPlain(field) }

  // MARK: Lists

  /// The records under each other. Where a part has several lists, each has its own heading.
  private func list(_ collection: CollectionView, of part: PartView) -> [Block] {
    let isOnlyList = part.collections.count == 1
    guard !collection.records.isEmpty else {
      let nothing: [Block] = [.paragraph([.absent(Wording.nothingRecorded)])]
      // A section with "none needed" ticked has said all there is to say.
      if isOnlyList { return part.fields.contains { $0.value == .flag(true) } ? [] : nothing }
      return [heading(of: collection, nothing)]
    }
    let overview = overview(of: collection, in: part).map { [Block.overview($0)] } ?? []
    let level = isOnlyList ? 3 : 4
    let records = collection.records.map { Block.group(group($0, of: collection, in: part, level)) }
    return isOnlyList ? overview + records : [heading(of: collection, overview + records)]
  }

  private func heading(of collection: CollectionView, _ blocks: [Block]) -> Block {
    .group(
      Group(
        kind: .passage, level: 3, anchor: nil, heading: [.words(VisibleText(collection.title))],
        blocks: blocks))
  }

  private func group(
    _ record: RecordView, of collection: CollectionView, in part: PartView, _ level: Int
  ) -> Group {
    let place = Place(
      part: part.id, collection: collection.key, record: record.id, number: record.number)
    var blocks = notices(about: record.deletion).map(Block.notice)
    blocks += notices(at: place, in: part).map(Block.notice)
    var fields: [Field] = []
    for view in record.fields where shows(view) && !isHeading(view) {
      var fieldPlace = place
      fieldPlace.field = view.key
      fields.append(field(view, at: fieldPlace, in: part))
    }
    for mention in records.mentions(of: record.id) {
      let items = records.references(to: mention.records)
      fields.append(Field(label: mention.title, shape: .references, content: [.list(items)]))
    }
    if !record.citations.isEmpty {
      let items = record.citations.map(citation)
      fields.append(Field(label: "Words of the advice", shape: .long, content: [.list(items)]))
    }
    if !fields.isEmpty { blocks.append(.fields(fields)) }
    if blocks.isEmpty { blocks.append(.paragraph([.absent(Wording.notFilledIn)])) }
    let label = wording.label(record, of: collection, in: part.id)
    return Group(
      kind: .record, level: level, anchor: records[record.id]?.anchor,
      heading: RecordIndex.heading(label: label, title: record.text("title")), blocks: blocks)
  }

  /// As in `“three times a week” – Educational psychologist's advice`. A report that was not sent to
  /// the reader is only called what it is.
  func citation(_ citation: CitationView) -> [Inline] {
    let title = view.part(citation.report)?.field("title")?.value.plainText ?? ""
    let words: [Inline] = [
      .words("“"), .written(VisibleText(citation.quote)), .words("” – "),
    ]
    return words
      + [title.isEmpty ? .words("a report of advice") : .written(VisibleText(title))]
  }

  /// The short facts of a list side by side: who, how often, how long. Nil for a list that has
  /// fewer than three of them, or fewer than two records.
  private func overview(of collection: CollectionView, in part: PartView) -> Table? {
    guard collection.records.count > 1, let first = collection.records.first else { return nil }
    let columns = first.fields.filter { column in
      (column.kind == .line || column.kind == .date) && column.key != "title"
        && collection.records.contains { !$0.text(column.key).isEmpty }
    }.prefix(4)
    guard columns.count > 2 else { return nil }
    let rows = collection.records.map { record in
      let label = wording.label(record, of: collection, in: part.id)
      let heading = RecordIndex.heading(label: label, title: record.text("title"))
      return Table.Row(
        header: records[record.id].map { [.link(heading, to: $0.anchor)] } ?? heading,
        cells: columns.map { column in
          let place = Place(part: part.id, collection: collection.key, field: column.key)
          return record.field(column.key).map { cell($0, at: place) } ?? []
        })
    }
    return Table(
      caption: VisibleText("\(collection.title) at a glance"),
      rowHeading: VisibleText(wording.singular(collection, in: part.id)),
      columns: columns.map(Wording.title(of:)), rows: rows)
  }

  private func cell(_ field: FieldView, at place: Place) -> [Inline] {
    guard !field.value.plainText.isEmpty else { return [] }
    let mark: [Inline] = isPlain(field) ? [] : [.words(" (two values: see below)")]
    return inlines(field.value, at: place) + mark
  }
}

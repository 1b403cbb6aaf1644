import CRDT
import Plan

extension DocumentBuilder {
  func section(_ part: PartView) -> Section {
    var blocks: [Block] = notices(at: Place(part: part.id), in: part).map(Block.notice)
    blocks += ownFields(of: part)
    for collection in part.collections { blocks += list(collection, of: part) }
    if blocks.isEmpty { blocks.append(.paragraph([.absent(Wording.nothingRecorded)])) }
    let comments = comments(of: part)
    if !comments.isEmpty { blocks.append(.comments(comments)) }
    return Section(
      anchor: sectionAnchors[part.id] ?? Anchor(name: "main"), heading: heading(of: part),
      blocks: blocks)
  }

  /// A part that has a title of its own, as a report of advice has, shows it.
  func heading(of part: PartView) -> [Inline] {
    RecordIndex.heading(
      label: Wording.heading(part: part.id, title: part.title),
      title: part.field("title")?.value.plainText ?? "")
  }

  /// The fields at the part's root: short ones together, each prose under its own heading.
  private func ownFields(of part: PartView) -> [Block] {
    var blocks: [Block] = []
    var run: [Field] = []
    for view in part.fields where shows(view) && !(view.key == "title" && isPlain(view)) {
      let place = Place(part: part.id, field: view.key)
      let field = field(view, at: place, in: part)
      if view.kind == .text {
        if !run.isEmpty { blocks.append(.fields(run)) }
        run = []
        blocks.append(
          .group(
            Group(
              kind: .passage, level: 3, anchor: nil, heading: [.words(field.label)],
              blocks: field.content)))
      } else {
        run.append(field)
      }
    }
    if !run.isEmpty { blocks.append(.fields(run)) }
    return blocks
  }

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
    let overview = overview(of: collection, in: part).map { [Block.table($0)] } ?? []
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
    if record.deletion == nil { blocks += notices(at: place, in: part).map(Block.notice) }
    var fields: [Field] = []
    for view in record.fields where shows(view) && !(view.key == "title" && isPlain(view)) {
      var fieldPlace = place
      fieldPlace.field = view.key
      fields.append(field(view, at: fieldPlace, in: part))
    }
    for mention in records.mentions(of: record.id) {
      let items = mention.records.map(records.reference(to:))
      fields.append(Field(label: mention.title, shape: .long, content: [.list(items)]))
    }
    if !fields.isEmpty { blocks.append(.fields(fields)) }
    if blocks.isEmpty { blocks.append(.paragraph([.absent(Wording.notFilledIn)])) }
    let label = Wording.label(record: record, of: collection, in: part)
    return Group(
      kind: .record, level: level, anchor: records[record.id]?.anchor,
      heading: RecordIndex.heading(label: label, title: record.text("title")), blocks: blocks)
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
      let label = Wording.label(record: record, of: collection, in: part)
      let heading = RecordIndex.heading(label: label, title: record.text("title"))
      return Table.Row(
        header: records[record.id].map { [.link(heading, to: $0.anchor)] } ?? heading,
        cells: columns.map { column in record.field(column.key).map(cell) ?? [] })
    }
    return Table(
      caption: VisibleText("\(collection.title) at a glance"),
      rowHeading: VisibleText(Wording.singular(collection: collection)),
      columns: columns.map(Wording.title(of:)), rows: rows)
  }

  private func cell(_ field: FieldView) -> [Inline] {
    guard !field.value.plainText.isEmpty else { return [] }
    let mark: [Inline] = isPlain(field) ? [] : [.words(" (two values: see below)")]
    return inlines(field) + mark
  }
}

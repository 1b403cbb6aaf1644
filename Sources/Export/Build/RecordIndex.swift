import CRDT
import Plan

/// Where the records of a plan stand in a document, and which of them point to which.
struct RecordIndex {
  /// A record of a part that the document shows.
  struct Entry {
    /// As in `Need B.2`.
    var label: String
    var title: String
    var anchor: Anchor
  }

  /// Records of one list that point to a record.
  struct Mention {
    /// The list's title.
    var title: VisibleText
    var records: [EventID]
  }

  private var shown: [EventID: Entry] = [:]
  /// Records of parts the view holds and the document leaves out: no more than what they are called.
  private var leftOut: [EventID: VisibleText] = [:]
  private var mentions: [EventID: [Mention]] = [:]

  init(view: PlanView, isShown: (PartID) -> Bool, anchors: inout AnchorNames) {
    let wording = Wording(template: view.template)
    for part in view.parts {
      for collection in part.collections {
        for record in collection.records {
          let label = wording.label(record, of: collection, in: part.id)
          guard isShown(part.id) else {
            leftOut[record.id] = Wording.elsewhere(label)
            continue
          }
          let anchor = anchors.make("\(part.id)-\(collection.key)-\(record.number)")
          shown[record.id] = Entry(label: label, title: record.text("title"), anchor: anchor)
        }
        if isShown(part.id) { addMentions(from: collection) }
      }
    }
  }

  subscript(record: EventID) -> Entry? { shown[record] }

  /// Which records point to this one, by list. Citations of advice are left out: they are shown
  /// where they are made, and a report that all needs cite would be buried under them.
  func mentions(of record: EventID) -> [Mention] { mentions[record] ?? [] }

  /// The records' names, as links where the document holds them. Records that the view does not
  /// hold are only counted.
  func references(to records: [EventID]) -> [[Inline]] {
    let known = records.filter { shown[$0] != nil || leftOut[$0] != nil }
    let names = known.map(reference(to:))
    guard known.count < records.count else { return names }
    return names + [[.absent(Wording.unknown(records.count - known.count))]]
  }

  func reference(to record: EventID) -> [Inline] {
    guard let entry = shown[record] else { return [.absent(leftOut[record] ?? Wording.unknown(1))] }
    return [.link(Self.heading(label: entry.label, title: entry.title), to: entry.anchor)]
  }

  /// As in `Need B.2: Reading accuracy`.
  static func heading(label: String, title: String) -> [Inline] {
    let title = VisibleText(title)
    guard !title.isEmpty else { return [.words(VisibleText(label))] }
    return [.words(VisibleText("\(label): ")), .written(title)]
  }

  private mutating func addMentions(from collection: CollectionView) {
    let title = VisibleText(collection.title)
    for record in collection.records {
      var targets: Set<EventID> = []
      for field in record.fields where field.key != "sources" {
        if case .links(let records) = field.value { targets.formUnion(records) }
      }
      for target in targets { mentions[target, default: []].add(record.id, under: title) }
    }
  }
}

extension [RecordIndex.Mention] {
  /// Lists are read one after another, so a mention of the same list can only be the last.
  fileprivate mutating func add(_ record: EventID, under title: VisibleText) {
    if let last = indices.last, self[last].title == title {
      self[last].records.append(record)
    } else {
      append(RecordIndex.Mention(title: title, records: [record]))
    }
  }
}

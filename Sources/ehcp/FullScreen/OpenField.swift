import CRDT
import Client
import Plan
import Terminal

/// The field a person has open on the full screen, and the version of it that she sees.
struct OpenField: Sendable {
  let place: Place
  let template: FieldTemplate
  /// The part as the person sees it, her own typing included as far as it is stored.
  private(set) var seen: PartDocument
  /// What was typed and could not be stored yet.
  private(set) var waiting: [TypedEdit] = []

  init(_ place: Place, in part: PartDocument) throws(ContentError) {
    self.place = place
    seen = part
    template = try part.field(place.field ?? "", of: place.record)
  }

  private var address: ObjectAddress {
    ObjectAddress(record: place.record, key: place.field ?? "")
  }

  /// The text that is stored, as the person sees it.
  var text: String { seen.document.string(at: address) }

  /// Takes what was typed on, before anything that may fail.
  mutating func take(_ edits: [TypedEdit]) { waiting += edits }

  /// Stores what was typed, upon the version it was typed in, and merges what others did.
  ///
  /// - Returns: what others changed, to be made in the text on the screen.
  /// - Throws: what keeps it from being stored; it waits then, and goes along the next time.
  mutating func store(in workspace: Workspace, of plan: OpenPlan) throws -> [TypedEdit] {
    if !waiting.isEmpty {
      let (typed, place) = (waiting, place)
      seen = try workspace.edit(place.part, of: plan, from: seen) {
        (part: inout PartDocument) throws(ContentError) in
        for edit in typed {
          try part.replace(
            edit.position..<edit.position + edit.deleted, with: edit.inserted,
            field: place.field ?? "", of: place.record)
        }
        return part
      }
      waiting = []
    }
    let present = try workspace.part(place.part, of: plan)
    defer { seen = present }
    // Read from history, not by comparing texts: so the caret keeps its place among equal words.
    guard present.document.frontier != seen.document.frontier else { return [] }
    let comparison = try present.document.comparison(
      of: address, from: seen.document.frontier, to: present.document.frontier)
    return Self.edits(comparison)
  }

  private static func edits(_ comparison: TextComparison) -> [TypedEdit] {
    var edits: [TypedEdit] = []
    var position = 0
    for stretch in comparison.stretches {
      switch stretch.change {
      case .kept: position += stretch.length
      case .inserted:
        edits.append(TypedEdit(position: position, deleted: 0, inserted: stretch.text))
        position += stretch.length
      case .deleted:
        edits.append(TypedEdit(position: position, deleted: stretch.length, inserted: ""))
      }
    }
    return edits
  }
}

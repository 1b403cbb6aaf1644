import CRDT
import Plan

/// The golden thread for programs.
struct ThreadJSON {
  let thread: GoldenThread
  let plan: PlanView

  /// UTF-8, indented, with a line feed at the end.
  func bytes() -> [UInt8] { Array((value.text(.indented) + "\n").utf8) }

  private var value: JSONValue {
    let wording = ThreadWording(thread: thread)
    return [
      "reference": .string(plan.reference),
      "records": .array(
        thread.nodes.map { node in
          [
            "id": .string(node.record.description), "place": .string(node.place.description),
            "strand": .string(node.strand.rawValue), "title": .string(node.title),
            "hidden_links": .integer(Int64(thread.hiddenLinks[node.record] ?? 0)),
          ]
        }),
      "links": .array(
        thread.links.map { link in
          [
            "from": .string(link.from.description), "to": .string(link.to.description),
            "field": .string(link.field),
          ]
        }),
      "gaps": .array(thread.gaps.map { gap($0, wording) }),
      "withheld": .array(thread.withheld.map { .string($0.description) }),
    ]
  }

  private func gap(_ gap: GoldenThread.Gap, _ wording: ThreadWording) -> JSONValue {
    let (kind, record): (JSONValue, EventID) =
      switch gap {
      case .unlinked(let record, let strand): (.string("no-\(strand.rawValue)"), record)
      case .unlinkedHere(let record, let strand, _):
        (.string("no-visible-\(strand.rawValue)"), record)
      case .dangling(let record, _, _): ("deleted-link", record)
      }
    return [
      "kind": kind, "record": .string(record.description),
      "place": thread.node(record).map { .string($0.place.description) } ?? nil,
      "sentence": .string(wording.sentence(gap)),
    ]
  }
}

import CRDT
package import Plan

/// Words for what hangs together in a plan and what does not.
package struct ThreadWording: Sendable {
  private let thread: GoldenThread

  package init(thread: GoldenThread) { self.thread = thread }

  /// "B.2 Reading single words".
  package func name(_ node: GoldenThread.Node) -> String {
    node.title.isEmpty ? node.place.description : "\(node.place) \(node.title)"
  }

  package func plural(_ strand: Strand) -> String {
    switch strand {
    case .need: "Needs"
    case .outcome: "Outcomes"
    case .provision: "Provision"
    }
  }

  /// What is missing, in one plain sentence.
  package func sentence(_ gap: GoldenThread.Gap) -> String {
    switch gap {
    case .unlinked(let record, let strand): "\(name(record)): \(lack(strand, of: record))."
    case .unlinkedHere(let record, let strand, let hidden):
      "\(name(record)): \(lack(strand, of: record)) that you can see; "
        + (hidden.isEmpty
          ? "it is linked with something not shared with you."
          : "section \(FindingReason.list(hidden.map(\.description), "or")), not shared with you, "
            + "may hold some.")
    case .dangling(let record, let field, _):
      "\(name(record)): “\(field)” links to something that was deleted."
    }
  }

  private func name(_ record: EventID) -> String { thread.node(record).map(name) ?? "a record" }

  private func lack(_ strand: Strand, of record: EventID) -> String {
    switch (thread.node(record)?.strand, strand) {
    case (.need, _): "no provision meets this need"
    case (.outcome, .provision): "no provision works towards this outcome"
    case (.provision, .need): "meets no need"
    default: "is linked with no \(strand.rawValue)"
    }
  }
}

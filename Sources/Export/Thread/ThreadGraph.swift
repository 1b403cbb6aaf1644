import CRDT
package import Plan

/// The golden thread as a graph for Graphviz (the DOT language).
package struct ThreadGraph: Sendable {
  private let thread: GoldenThread
  private let wording: ThreadWording

  package init(_ thread: GoldenThread) {
    self.thread = thread
    wording = ThreadWording(thread: thread)
  }

  /// Needs at the left, provision, then outcomes; what lacks something has a thick edge.
  package func text() -> String {
    var text = "digraph thread {\n  rankdir=LR;\n  node [shape=box, fontname=\"sans-serif\"];\n"
    var lacking: Set<String> = []
    for gap in thread.gaps {
      switch gap {
      case .unlinked(let record, _), .dangling(let record, _, _):
        lacking.insert(record.description)
      case .unlinkedHere: break
      }
    }
    for strand in [Strand.need, .provision, .outcome] {
      text += "  subgraph \(strand.rawValue) {\n    rank=same;\n"
      for node in thread.nodes where node.strand == strand {
        let isLacking = lacking.contains(node.record.description)
        text += "    \(quoted(node.record.description)) [label=\(quoted(wording.name(node)))"
        text += isLacking ? ", penwidth=3, color=red];\n" : "];\n"
      }
      text += "  }\n"
    }
    for link in thread.links {
      guard let from = thread.node(link.from), let to = thread.node(link.to) else { continue }
      // Drawn from need to provision to outcome, whichever end holds the link.
      let isForward = rank(from.strand) <= rank(to.strand)
      let ends = isForward ? (link.from, link.to) : (link.to, link.from)
      text += "  \(quoted(ends.0.description)) -> \(quoted(ends.1.description));\n"
    }
    return text + "}\n"
  }

  private func rank(_ strand: Strand) -> Int {
    switch strand {
    case .need: 0
    case .provision: 1
    case .outcome: 2
    }
  }

  /// A double-quoted string: only the quotation mark and the backslash have a meaning in it.
  private func quoted(_ text: String) -> String {
    var quoted = "\""
    for character in VisibleText(text).description.unicodeScalars {
      if character == "\"" || character == "\\" { quoted += "\\" }
      quoted.unicodeScalars.append(character)
    }
    return quoted + "\""
  }
}

package import CRDT

/// The links between needs, outcomes and provision of all parts, as one person may see them.
///
/// Every need should have provision, every outcome somebody who works for it, every provision a need
/// it meets (SEND Code of Practice 2015, 9.69). Which lists take part is the pack's to say
/// (``ListTemplate/strand``).
package struct GoldenThread: Sendable {
  package struct Node: Hashable, Sendable {
    package var record: EventID
    package var strand: Strand
    package var place: Place
    package var title: String
  }

  /// A link from one record to another, by the field that holds it.
  package struct Link: Hashable, Sendable {
    package var from: EventID
    package var to: EventID
    package var field: String
  }

  package enum Gap: Hashable, Sendable {
    /// Nothing is linked that should be: a need or an outcome without provision, provision without a
    /// need, an outcome without a need.
    case unlinked(EventID, lacks: Strand)
    /// As above, but some of the sections where it might be are not shared with this person.
    case unlinkedHere(EventID, lacks: Strand, hidden: [PartID])
    /// A link to a record that was deleted, or never was.
    case dangling(from: EventID, field: String, to: EventID)
  }

  /// In the plan's order.
  package private(set) var nodes: [Node] = []
  package private(set) var links: [Link] = []
  package private(set) var gaps: [Gap] = []
  /// Parts of the thread that this person was not sent. Links into them are counted, no more.
  package private(set) var withheld: [PartID] = []
  /// For each record, how many of its links lead into parts that were not sent.
  package private(set) var hiddenLinks: [EventID: Int] = [:]

  private var index: [EventID: Int] = [:]

  /// - Complexity: O(records + links).
  package init(_ plan: PlanView) {
    let lists = Self.lists(of: plan.template)
    withheld = plan.withheld.filter { part in lists.contains { $0.target.part == part } }
    for list in lists {
      for record in Self.records(of: list.target, in: plan) {
        index[record.id] = nodes.count
        nodes.append(
          Node(
            record: record.id, strand: list.strand,
            place: record.place(list.target.part, list.target.list),
            title: record.text("title")))
      }
    }
    for list in lists {
      for record in Self.records(of: list.target, in: plan) {
        collect(record, of: list.template, lists: lists)
      }
    }
    findGaps(lists)
  }

  package func node(_ record: EventID) -> Node? { index[record].map { nodes[$0] } }

  /// The records of a strand linked with `record` in either direction, in the plan's order.
  package func linked(_ strand: Strand, with record: EventID) -> [Node] {
    var found: Set<Int> = []
    for link in links where link.from == record || link.to == record {
      let other = link.from == record ? link.to : link.from
      if let place = index[other], nodes[place].strand == strand { found.insert(place) }
    }
    return found.sorted().map { nodes[$0] }
  }

  // MARK: -

  private struct ThreadedList {
    var target: LinkTarget
    var strand: Strand
    var template: ListTemplate
  }

  private static func lists(of template: PlanTemplate) -> [ThreadedList] {
    template.parts.flatMap { part in
      part.lists.compactMap { list in
        list.strand.map { strand in
          ThreadedList(
            target: LinkTarget(part: part.id, list: list.key), strand: strand, template: list)
        }
      }
    }
  }

  private static func records(of target: LinkTarget, in plan: PlanView) -> [RecordView] {
    plan.part(target.part)?.collection(target.list)?.records ?? []
  }

  private mutating func collect(
    _ record: RecordView, of list: ListTemplate, lists: [ThreadedList]
  ) {
    for field in list.fields where field.kind == .links {
      let targets = field.targets.filter { target in lists.contains { $0.target == target } }
      guard !targets.isEmpty else { continue }
      let isWhole = targets.allSatisfy { !withheld.contains($0.part) }
      for other in record.links(field.key) {
        if index[other] != nil {
          links.append(Link(from: record.id, to: other, field: field.key))
        } else if isWhole {
          gaps.append(.dangling(from: record.id, field: field.key, to: other))
        } else {
          hiddenLinks[record.id, default: 0] += 1
        }
      }
    }
  }

  private mutating func findGaps(_ lists: [ThreadedList]) {
    var linked: [EventID: Set<Strand>] = [:]
    for link in links {
      guard let from = index[link.from], let to = index[link.to] else { continue }
      linked[link.from, default: []].insert(nodes[to].strand)
      linked[link.to, default: []].insert(nodes[from].strand)
    }
    for node in nodes {
      for strand in Self.wanted(by: node.strand)
      where linked[node.record]?.contains(strand) != true {
        let others = self.others(strand, around: node, lists)
        guard !others.isEmpty else { continue }
        let hidden = others.filter(withheld.contains)
        let leadsAway = hiddenLinks[node.record] ?? 0 > 0
        gaps.append(
          hidden.isEmpty && !leadsAway
            ? .unlinked(node.record, lacks: strand)
            : .unlinkedHere(node.record, lacks: strand, hidden: hidden))
      }
    }
  }

  private static func wanted(by strand: Strand) -> [Strand] {
    switch strand {
    case .need: [.provision]
    case .outcome: [.provision]
    case .provision: [.need]
    }
  }

  /// The parts that could hold the other end; none where the pack has no such links.
  private func others(
    _ strand: Strand, around node: Node, _ lists: [ThreadedList]
  ) -> [PartID] {
    let own = lists.first {
      $0.target.part == node.place.part && $0.target.list == node.place.collection
    }
    guard let own else { return [] }
    return lists.filter { other in
      other.strand == strand
        && (Self.links(other.template, into: own.target)
          || Self.links(own.template, into: other.target))
    }.map(\.target.part)
  }

  private static func links(_ list: ListTemplate, into target: LinkTarget) -> Bool {
    list.fields.contains { $0.targets.contains(target) }
  }
}

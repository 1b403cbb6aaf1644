package import Plan

/// Whom a copy is made for, and what is kept out of it for that reason.
package struct ExportRecipient: Hashable, Sendable {
  /// As a reader is told it: `Jo Tam (parent or young person)`, `a SENCO or teacher`.
  package var name: String
  /// Parts that the authority may keep from the role in this plan alone. Whether it did, only the
  /// server knows, so they are left out.
  package var doubtful: [PartID]

  package init(name: String, doubtful: [PartID]) {
    self.name = name
    self.doubtful = doubtful
  }
}

extension PlanView {
  /// The view as somebody is to be given it who may read these parts only: the others are named as
  /// withheld.
  package func readable(_ parts: Set<PartID>) -> PlanView {
    var view = self
    view.parts.removeAll { !parts.contains($0.id) }
    let order = template.parts.map(\.id)
    let withheld = Set(self.withheld + self.parts.map(\.id).filter { !parts.contains($0) })
    view.withheld = withheld.filter { template.part($0)?.isPlanText != false }.sorted {
      let places = [$0, $1].map { order.firstIndex(of: $0) ?? order.count }
      return places[0] != places[1] ? places[0] < places[1] : $0 < $1
    }
    for act in view.acts.indices {
      view.acts[act].frontiers = view.acts[act].frontiers.filter { parts.contains($0.key) }
    }
    return view
  }
}

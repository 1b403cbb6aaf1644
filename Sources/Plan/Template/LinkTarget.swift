/// A list that links point into, as in `B.needs`.
package struct LinkTarget: Hashable, Sendable, CustomStringConvertible {
  package var part: PartID
  package var list: String

  package init(part: PartID, list: String) {
    self.part = part
    self.list = list
  }

  package var description: String { "\(part).\(list)" }
}

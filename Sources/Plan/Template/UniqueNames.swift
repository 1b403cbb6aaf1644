/// Refuses the second of two equal names.
struct UniqueNames {
  private var seen: Set<String> = []

  mutating func add(_ name: String, at node: TemplateNode) throws(TemplateError) {
    guard seen.insert(name).inserted else { throw node.error(.duplicate(name)) }
  }
}

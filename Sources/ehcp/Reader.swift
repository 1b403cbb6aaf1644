import Client
import Plan
import Terminal

/// Whom a copy is for: somebody who takes part in the plan, or anybody of a role.
struct Reader {
  let role: RoleID
  /// As in `Jo Tam (parent or young person)`.
  let name: String

  /// - Parameter word: a role's key or title, or a person's name or part of it.
  init(_ word: String, _ plan: OpenPlan, people: [Author]) throws(UserError) {
    let lowered = word.lowercased()
    let role = plan.template.roles.first {
      $0.id.description == lowered || $0.title.lowercased() == lowered
    }
    if let role {
      self.role = role.id
      name = role.title
      return
    }
    let whole = people.filter { $0.name.lowercased() == lowered }
    let found = whole.isEmpty ? people.filter { $0.name.lowercased().contains(lowered) } : whole
    guard let person = found.first, found.count == 1, !word.isEmpty else {
      let roles = plan.template.roles.map(\.id.description)
      let names = (found.isEmpty ? people : found).map { Escaping.line($0.name) }
      throw UserError(
        found.isEmpty
          ? "“\(Escaping.line(word))” is neither a role nor anybody who takes part."
          : "Several people could be meant by “\(Escaping.line(word))”.",
        hint: "People: \(names.joined(separator: ", ")). Roles: \(roles.joined(separator: ", ")).",
        exitCode: .usage)
    }
    self.role = person.role
    let title = plan.template.role(person.role)?.title ?? person.role.description
    name = "\(person.name) (\(title))"
  }

  /// By the tables of the plan. Reports of their own are known to their authors' devices only, and
  /// count as not theirs.
  func mayRead(_ part: PartID, in plan: OpenPlan) -> Bool {
    plan.policy.right(of: Member(role: role), in: part) >= .read
  }
}

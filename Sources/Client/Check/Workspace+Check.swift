package import Plan

extension Workspace {
  /// What this device knows beside the plan for its check: what has changed since the draft was
  /// served. Of other children's plans only the server knows.
  package func checkContext(of plan: OpenPlan) throws(ClientError) -> CheckContext {
    var context = CheckContext()
    let parts = try plan.parts.map { (id) throws(ClientError) in try part(id, of: plan) }
    context.note(
      changesIn: parts, since: plan.acts, rules: plan.policy.preset.acts,
      authors: try authors(of: plan))
    return context
  }
}

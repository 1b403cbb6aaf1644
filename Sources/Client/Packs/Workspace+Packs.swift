import Plan

extension Workspace {
  /// Makes sure that the pack a plan follows is here, fetching it from the server if need be.
  ///
  /// What the server gives is read and checked like any pack before it is kept.
  /// - Throws: `unknownPack` where the server has none, or gives what is no such pack.
  nonisolated(nonsending) package func ensurePack(
    of plan: RemotePlan, from remote: Remote
  ) async throws(ClientError) {
    if templates.template(plan.pack, version: plan.packVersion) != nil { return }
    let missing = ClientError.unknownPack(plan.pack, version: plan.packVersion)
    let value: JSONValue
    do { value = try await remote.pack(plan.pack, version: plan.packVersion) } catch {
      guard case .server(404, _, _) = error else { throw error }
      throw missing
    }
    let fetched = try FetchedPack(value)
    guard let template = try? PlanTemplate.read(pack: fetched.name, files: fetched.files),
      template.pack == plan.pack, String(template.version) == plan.packVersion
    else { throw missing }
    try home.keep(Array(value.text().utf8), pack: template.pack, version: template.version)
    templates.add(template)
  }
}

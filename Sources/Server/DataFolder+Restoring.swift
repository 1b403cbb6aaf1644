import CRDT
import Foundation
package import Plan
package import Store

extension DataFolder {
  /// Makes a data folder from a backup. All devices are signed out and all codes void, since the
  /// backup may hold some that were withdrawn later; and a new epoch begins, so that devices send
  /// again what the backup lacks.
  ///
  /// - Parameter erasures: the list of what was erased, from the data folder that is replaced; it is
  ///   erased again, since the backup may be older. Nil if there is none.
  /// - Returns: of how many parts something was erased again.
  /// - Throws: `alreadyInitialised`, `notABackup`, `notAnErasureList`, `unreadable`, `folder`,
  ///   `store`.
  @discardableResult
  package func restore(
    from backup: String, erasures: String? = nil, templates: [PlanTemplate] = [], now: UnixTime
  ) async throws(ServerError) -> Int {
    guard !isInitialised else { throw .alreadyInitialised(path: path) }
    let erased = try erasures.map { (list) throws(ServerError) in try ErasureFile(list).read() }
    try makeFolder(path)
    do {
      try FileManager.default.copyItem(atPath: backup, toPath: database)
    } catch {
      throw .notABackup(path: backup)
    }
    chmod(database, 0o600)
    do throws(StoreError) {
      let store = try OperationStore(path: database, now: now)
      try await store.beginEpoch(now: now)
      try await store.apply(
        [], recording: [AuditAct(actor: nil, plan: nil, kind: "restored")], now: now)
      try await eraseAgain(erased ?? [:], in: store, templates: templates, now: now)
      return erased?.count ?? 0
    } catch {
      unlink(database)
      switch error {
      case .wrongKind, .corrupt: throw .notABackup(path: backup)
      default: throw .store(error)
      }
    }
  }

  /// Erases what the backup brought back: by an operation where the part is there, for devices that did
  /// not hear of the first one; and what comes later as it comes.
  private func eraseAgain(
    _ erasures: [PartAddress: [Erasure]], in store: OperationStore, templates: [PlanTemplate],
    now: UnixTime
  ) async throws(StoreError) {
    let registry = PartRegistry(
      store: store, limits: ServerLimits(), crashGuard: CrashGuard(folder: attempts))
    for (part, erasures) in erasures.sorted(by: { $0.key < $1.key }) {
      let template = try await template(of: part, in: store, templates)
      let isHeld = try await store.lastCursor(of: part) > 0
      if isHeld, let template {
        let result = await registry.use(part, template: template) { open in
          do throws(StoreError) {
            return Result<Bool, StoreError>.success(
              try await open.eraseAgain(erasures, now: now) {
                Administration.act("erased-again", $0, in: part)
              })
          } catch { return .failure(error) }
        }
        if try result.get() { continue }
      }
      try await store.noteErased(erasures, in: part)
    }
    if !erasures.isEmpty { try await ErasureFile(self.erasures).write(from: store) }
  }

  private func template(
    of part: PartAddress, in store: OperationStore, _ templates: [PlanTemplate]
  ) async throws(StoreError) -> PartTemplate? {
    guard let plan = try await store.plan(part.plan) else { return nil }
    return templates.first { $0.pack == plan.pack && String($0.version) == plan.packVersion }?
      .part(PartID(part.name))
  }
}

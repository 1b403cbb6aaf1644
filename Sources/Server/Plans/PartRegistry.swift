import Plan
import Store

/// The parts that are open, each once: two documents of one part would merge in two orders.
///
/// Bounded: of the parts nobody uses, those unused longest are closed.
actor PartRegistry {
  private struct Entry {
    let part: OpenPart
    var users = 0
    var lastUse = 0
  }

  private let store: OperationStore
  private let limits: ServerLimits
  private let crashGuard: CrashGuard
  private var entries: [PartAddress: Entry] = [:]
  private var uses = 0
  /// Parts whose log is being put together, beside whatever else goes on.
  private var compactions: [PartAddress: Task<Void, Never>] = [:]

  init(store: OperationStore, limits: ServerLimits, crashGuard: CrashGuard) {
    self.store = store
    self.limits = limits
    self.crashGuard = crashGuard
  }

  /// Lends the part to `body`; while it runs the part is not closed.
  func use<Result: Sendable>(
    _ address: PartAddress, template: PartTemplate,
    _ body: @Sendable (OpenPart) async -> Result
  ) async -> Result {
    let part = lend(address, template: template)
    let result = await body(part)
    await giveBack(address)
    return result
  }

  var count: Int { entries.count }

  /// Saves what has grown since it was last saved, before the server stops.
  func saveSnapshots() async {
    for compaction in compactions.values { await compaction.value }
    for entry in entries.values { await entry.part.saveSnapshot(minimum: 1) }
  }

  private func lend(_ address: PartAddress, template: PartTemplate) -> OpenPart {
    uses += 1
    var entry =
      entries[address]
      ?? Entry(
        part: OpenPart(
          address: address, template: template, store: store, limits: limits,
          crashGuard: crashGuard))
    entry.users += 1
    entry.lastUse = uses
    entries[address] = entry
    return entry.part
  }

  private func compact(_ part: OpenPart, at address: PartAddress) {
    guard compactions[address] == nil else { return }
    compactions[address] = Task(priority: .utility) {
      await part.compact()
      compactions[address] = nil
    }
  }

  private func giveBack(_ address: PartAddress) async {
    guard let part = entries[address]?.part else { return }
    if await part.wantsSnapshot { await part.saveSnapshot() }
    if compactions[address] == nil, await part.wantsCompaction { compact(part, at: address) }
    entries[address]?.users -= 1
    guard entries.count > limits.openParts else { return }
    let idle = entries.filter { $0.value.users == 0 }
    guard let oldest = idle.min(by: { $0.value.lastUse < $1.value.lastUse }) else { return }
    // Out of the registry only while nobody can be lent it: a state not saved is read from the log.
    entries[oldest.key] = nil
  }
}

import CRDT
import Plan
import Store

/// What an erasure of a part takes, or would take.
struct ErasureFinding: Sendable {
  /// Where the words stand; empty where events were named.
  var occurrences: [Occurrence] = []
  /// The events whose content goes: those asked for, with the words they touch taken whole.
  var erasures: [Erasure] = []
  /// The server's batch that erases them; nil for a look alone.
  var cursor: UInt64?
}

/// What is to be erased.
enum ErasureWish: Sendable {
  case words(String, ignoringCase: Bool)
  case events([Erasure])
}

extension OpenPart {
  /// Finds what is to be erased and, unless it is to be a look alone, erases it: as an operation of the
  /// server's own, under an agent of its own, which replicates like any other.
  ///
  /// - Parameter act: what the audit log says of it; nil for a look alone.
  /// - Returns: nil if the part can take nothing now.
  /// - Throws: what the store says.
  func erase(
    _ wish: ErasureWish, now: UnixTime, recording act: (@Sendable ([Erasure]) -> AuditAct)?
  ) async throws(StoreError) -> ErasureFinding? {
    guard await takeTurn() else { return nil }
    defer { leave() }
    guard await open(), let part = document else { return nil }
    var finding = ErasureFinding()
    switch wish {
    case .words(let words, let ignoringCase):
      finding.occurrences = part.document.occurrences(of: words, ignoringCase: ignoringCase)
      let asked = Erasure.joined(finding.occurrences.flatMap(\.events))
      finding.erasures = try await widened(asked)
    case .events(let events):
      finding.erasures = try await widened(Erasure.joined(events))
    }
    guard let act, !finding.erasures.isEmpty else { return finding }
    finding.cursor = try await carryOut(finding.erasures, in: part, now: now, recording: act)
    return finding
  }

  /// Erases again, after a restore from a backup, what was erased since the backup was made. Some of it
  /// may not be in the log yet: it is blanked as it comes.
  func eraseAgain(
    _ erasures: [Erasure], now: UnixTime, recording act: @Sendable ([Erasure]) -> AuditAct
  ) async throws(StoreError) -> Bool {
    guard await takeTurn() else { return false }
    defer { leave() }
    guard await open(), let part = document else { return false }
    let known = part.document.erasures
    let lacking = erasures.filter { erasure in !known.contains { $0.covers(erasure) } }
    if lacking.isEmpty { return true }
    _ = try await carryOut(lacking, in: part, now: now, recording: act)
    return true
  }

  private func carryOut(
    _ erasures: [Erasure], in part: PartDocument, now: UnixTime,
    recording act: @Sendable ([Erasure]) -> AuditAct
  ) async throws(StoreError) -> UInt64? {
    var part = part
    let before = part.document.versionVector
    part.document.begin(as: Cryptography.randomAgent())
    // Nothing can go wrong here: there is an agent, and the set is the engine's own.
    guard (try? part.document.erase(erasures)) != nil,
      let contents = part.document.contents(after: before).first
    else { return nil }
    let batch = contents.stored()
    do throws(StoreError) {
      let outcome = try await store.erase(
        by: batch, in: address, recording: act(erasures), now: now
      ).outcome
      guard case .stored(let stored) = outcome else {
        document = nil
        return nil
      }
      document = part
      chain.extend(with: batch)
      erased = Erasure.joined(erased + erasures)
      cursor = max(cursor, stored)
      unsaved += 1
      return stored
    } catch {
      fail(error)
      throw error
    }
  }

  /// The events with the words they touch taken whole, batch by batch.
  private func widened(_ asked: [Erasure]) async throws(StoreError) -> [Erasure] {
    if asked.isEmpty { return [] }
    var widened: [Erasure] = []
    var reached: UInt64 = 0
    while true {
      let page = try await store.batches(of: address, after: reached, byteLimit: limits.pageBytes)
      for logged in page.batches { widened += logged.batch.widened(asked) }
      reached = page.batches.last?.cursor ?? reached
      if !page.hasMore { return Erasure.joined(widened) }
    }
  }
}

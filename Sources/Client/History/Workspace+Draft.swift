import CRDT
package import Plan
import Store

/// The private draft: so that nobody writes in a fishbowl.
extension Workspace {
  /// Where new work stays on this device.
  package enum DraftScope: Hashable, Sendable {
    case nowhere
    case parts([PartID])
    case wholePlan
  }

  package func draftScope(of plan: OpenPlan) throws(ClientError) -> DraftScope {
    do {
      guard let names = try store.draftParts(of: plan.id) else { return .wholePlan }
      return names.isEmpty ? .nowhere : .parts(plan.parts.filter { names.contains($0.description) })
    } catch { throw ClientError(error) }
  }

  /// How many changes of each part are kept in the private draft.
  package func drafted(of plan: OpenPlan) throws(ClientError) -> [PartID: Int] {
    do {
      var counts: [PartID: Int] = [:]
      for entry in try store.unsentHeads(of: plan.id) where entry.isPrivate {
        counts[PartID(entry.part.name), default: 0] += 1
      }
      return counts
    } catch { throw ClientError(error) }
  }

  /// Keeps what is unsent, and what is written from now on, on this device. Others' work still comes.
  ///
  /// - Parameter part: nil for the whole plan.
  package func beginDraft(of plan: OpenPlan, part: PartID?) throws(ClientError) {
    do { try store.beginDraft(of: plan.id, part: part?.description) } catch {
      throw ClientError(error)
    }
  }

  /// Makes the draft's work part of what the next sync sends.
  ///
  /// - Returns: how many changes that is, by part.
  package func shareDraft(
    of plan: OpenPlan, part: PartID?
  ) throws(ClientError) -> [PartID: Int] {
    let shared = try drafted(of: plan).filter { part == nil || $0.key == part }
    do { try store.endDraft(of: plan.id, part: part?.description) } catch {
      throw ClientError(error)
    }
    return shared
  }

  /// Takes the draft's work out of the plan. Its words are kept in the tray.
  package func discardDraft(of plan: OpenPlan, part: PartID?) throws(ClientError) {
    do {
      let changed = try store.discardDraft(
        of: plan.id, part: part?.description, reason: Self.discarded, now: .now())
      for address in changed { documents[address] = nil }
    } catch { throw ClientError(error) }
    forgetWriters()
  }

  /// Why discarded work is in the tray.
  package static var discarded: String { "discarded" }
}

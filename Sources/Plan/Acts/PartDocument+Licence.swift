package import CRDT

/// What may still change while a draft is with the family: the placement, what every final plan is
/// completed with, and what an accepted representation asks for (Code 9.125).
extension PartDocument {
  /// Whether `member` may make an edit that the phase alone forbids.
  ///
  /// - Complexity: O(operation runs of the batch × representations of the part).
  func hasLicence(for batch: BatchContents, policy: Policy, member: Member?) -> Bool {
    guard policy.phase == .servedDraft, policy.mayPerform(.recordRepresentation, member) else {
      return false
    }
    let licence = Licence(part: self, rules: policy.preset.acts)
    return batch.summaries.allSatisfy { operation in
      licence.explanation(of: operation.event, at: operation.address, in: batch) != nil
    }
  }
}

/// Why a change of a served draft is allowed.
package enum ChangeReason: Hashable, Sendable {
  /// The family's words, written down by somebody of the authority.
  case representation(EventID)
  /// A suggestion that the family made in the plan.
  case suggestion(EventID)
  case placement
  case formality
}

/// Finds, for a change of a served draft, the reason that allows it.
struct Licence {
  private let part: PartDocument
  private let rules: ActRules
  private let accepted: [Representation]

  init(part: PartDocument, rules: ActRules) {
    self.part = part
    self.rules = rules
    accepted = part.representations.filter { $0.decision == .accepted }
  }

  /// - Parameters:
  ///   - address: what the operation changes; a list's address for records that come, go or move.
  ///   - batch: the batch the operation comes in, as far as the part does not hold it yet.
  func explanation(
    of event: EventID, at address: ObjectAddress, in batch: BatchContents? = nil
  ) -> ChangeReason? {
    let own = address.record == nil ? address.key : nil
    if rules.placement.contains(part: part.id, ownField: own) { return .placement }
    if rules.formalities.contains(part: part.id, ownField: own) { return .formality }
    let found = accepted.first { representation in
      representation.scopes.contains { scope in
        scope.covers(address) || covers(scope, recordsNewerThan: representation.id, address, batch)
      }
    }
    return found.map { .representation($0.id) }
  }

  /// A representation about a list is about the records that were added for it, too.
  private func covers(
    _ scope: RepresentationScope, recordsNewerThan representation: EventID,
    _ address: ObjectAddress, _ batch: BatchContents?
  ) -> Bool {
    guard case .own(let key) = scope, let record = address.record else { return false }
    if let batch, batch.makes(record, in: ObjectAddress(key: key)) { return true }
    return part.document.list(ofRecord: record) == ObjectAddress(key: key)
      && part.document.happened(representation, before: record)
  }
}

extension BatchContents {
  /// Whether the batch creates the record, in that list.
  fileprivate func makes(_ record: EventID, in list: ObjectAddress) -> Bool {
    record.agent == agent
      && summaries.contains { $0.action == .createRecord(record) && $0.address == list }
  }
}

import CRDT
import Plan
import Store
import Sync

/// Who pushes batches into a part, and by what right.
struct Pusher: Sendable {
  let session: Session
  let member: Member
  let policy: Policy
}

/// What came of a push.
struct Push: Sendable {
  /// The first so many batches are durable.
  var taken = 0
  /// Why the next one was refused.
  var refusal: RefusalCode?
  /// The last batch that was new.
  var cursor: UInt64?
  /// Whether the part was empty before.
  var isFirst = false
  /// Why nothing could be stored, where it is the store's fault.
  var failure: StoreError?
}

extension RefusalCode {
  init(_ error: DocumentError) {
    self =
      switch error {
      case .gap(_, let expected): .gap(expected: expected)
      case .missingParents(let events): events.first.map { .missingParent($0) } ?? .malformed
      case .tooLarge, .malformed(.tooLarge): .tooLarge
      case .noAgent, .outOfRange, .unknownRecord, .badKey, .malformed: .malformed
      }
  }

  init(_ refusal: PolicyRefusal) {
    self =
      switch refusal {
      case .phaseForbids: .phaseForbids
      case .notAMember, .mayNotRead, .mayOnly, .signed: .notPermitted
      }
  }

  /// Nil for an outcome that means the log holds the batch.
  init?(_ outcome: AppendOutcome) {
    switch outcome {
    case .stored, .duplicate, .repaired: return nil
    case .gap(let expected): self = .gap(expected: expected)
    case .impersonation: self = .impersonation
    case .foreignAgent, .retiredAgent: self = .agentBelongsToAnother
    case .tooLarge: self = .tooLarge
    case .planErased: self = .planErased
    case .malformed: self = .malformed
    }
  }
}

import Sync

extension RefusalCode {
  /// The code as the tray keeps it and reports show it.
  var name: String {
    switch self {
    case .unsignedOrBadSignature: "bad-signature"
    case .notPermitted: "not-permitted"
    case .phaseForbids: "phase-forbids"
    case .agentBelongsToAnother: "agent-of-another"
    case .impersonation: "impersonation"
    case .gap: "gap"
    case .missingParent: "missing-parent"
    case .malformed: "malformed"
    case .tooLarge: "too-large"
    case .planErased: "plan-erased"
    case .unavailable: "unavailable"
    case .unknown(let code, _): "unknown-\(code)"
    }
  }
}

import Client
import Plan
import Terminal

/// Words for official acts.
enum OfficialWording {
  /// As a list of acts has it: `draft 2 served`.
  static func title(_ act: OfficialAct) -> String {
    switch act.kind {
    case .draftServed: "draft \(act.number ?? 0) served"
    case .draftReopened: "draft taken back"
    case .planIssued: "final plan \(act.number ?? 0) issued"
    case .amendmentOpened: "amendment opened"
    case .adviceSigned: "report signed: \(Escaping.line(act.report?.description ?? ""))"
    }
  }

  /// What is in force and what is with the family, as lines; empty where nothing official was done.
  static func status(of plan: OpenPlan) -> String {
    [plan.acts.issued, plan.acts.servedDraft].compactMap { $0 }.map { act in
      let mark = act.fingerprint.map { ", fingerprint \($0.short)" } ?? ""
      var line = "\(title(act)) \(act.date)\(mark)"
      if act.kind == .draftServed, let last = ActReview.lastAnswerDay(served: act.date) {
        line += "; the family may answer until \(last)"
      }
      return line + "\n"
    }.joined()
  }

  static func done(_ act: OfficialAct, reference: String) -> String {
    let plan = Escaping.line(reference)
    let mark = act.fingerprint.map { ", fingerprint \($0.short)" } ?? ""
    let what =
      switch act.kind {
      case .draftServed: "Draft \(act.number ?? 0) of \(plan) is served"
      case .draftReopened: "The draft of \(plan) is taken back"
      case .planIssued: "\(plan) is FINAL"
      case .amendmentOpened: "An amendment of \(plan) is open; the issued plan stays as it is"
      case .adviceSigned: "\(Escaping.line(act.report?.description ?? "")) is signed"
      }
    return "\(what)\(mark), audit entry \(act.entry)."
  }

  static func would(_ act: PlanAct, _ plan: OpenPlan) -> String {
    let drafts = plan.acts.count { $0.kind == .draftServed }
    switch act {
    case .serveDraft: return "Would freeze and serve draft \(drafts + 1)."
    case .issue: return "Would freeze draft \(drafts) as FINAL."
    case .reopenDraft: return "Would take draft \(drafts) back."
    case .amend: return "Would open an amendment."
    case .recordRepresentation: return ""
    }
  }

  static func warning(_ act: PlanAct) -> String {
    switch act {
    case .serveDraft: "The draft goes to the family, and is frozen as it stands."
    case .issue: "The plan becomes final, and is frozen for ever."
    case .reopenDraft: "The draft that is with the family is taken back."
    case .amend: "A draft amendment is opened beside the final plan."
    case .recordRepresentation: ""
    }
  }

  static func next(_ act: PlanAct) -> String {
    switch act {
    case .serveDraft: "ehcp export -o draft.html --version served"
    case .issue: "ehcp export -o plan.html --version issued"
    case .reopenDraft, .amend: "ehcp show"
    case .recordRepresentation: "ehcp sync"
    }
  }

  /// What to do where the phase has no such act.
  static func hint(for act: PlanAct, in phase: Phase) -> String {
    switch (act, phase) {
    case (_, .final): "Open an amendment first: ehcp amend"
    case (.issue, _), (.reopenDraft, _): "Serve the draft first: ehcp serve-draft --dry-run"
    case (.amend, .gather): "There is no final plan yet to amend."
    default: "Issue it, or take it back: ehcp issue --dry-run, ehcp reopen"
    }
  }
}

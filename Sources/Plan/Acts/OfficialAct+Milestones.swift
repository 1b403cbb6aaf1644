extension PlanAct {
  /// The act that establishes a milestone of the pack's clock; nil for one that people record.
  package init?(establishing milestone: String) {
    switch milestone {
    case "draft-served", "amendment-notice": self = .serveDraft
    case "plan-issued", "amended-plan-issued": self = .issue
    default: return nil
    }
  }
}

extension Sequence<OfficialAct> {
  /// The days that official acts established, by the milestone of the pack's clock they are.
  ///
  /// The first issue is the plan's; what is served and issued after it is an amendment (SEND
  /// Regulations 2014, reg 22), of which the last one under way counts.
  package var milestones: [String: CivilDate] {
    var days: [String: CivilDate] = [:]
    for act in self {
      let isAmending = days["plan-issued"] != nil
      switch act.kind {
      case .draftServed where isAmending:
        days["amendment-notice"] = act.date
        days["amended-plan-issued"] = nil
      case .draftServed: days["draft-served"] = act.date
      case .planIssued: days[isAmending ? "amended-plan-issued" : "plan-issued"] = act.date
      case .draftReopened, .amendmentOpened, .adviceSigned: break
      }
    }
    return days
  }
}

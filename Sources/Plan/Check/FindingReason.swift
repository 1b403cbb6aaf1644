/// Why a rule speaks: data for programs, and, in `sentence` and `remedy`, words for people.
package enum FindingReason: Hashable, Sendable {
  // Sections
  case sectionMissing(PartID)
  case sectionUnlabelled(PartID)
  case sectionEmpty(PartID)
  /// Section A without the child's own views, or without the parents'.
  case voiceMissing(Voice)
  /// Section C, D, G, H1, H2 or J is empty and nobody has said that this is meant.
  case noneNotStated(PartID)
  /// Said to have nothing, and has something.
  case noneContradicted(PartID)

  // The setting
  case settingInDraft
  case settingMentioned
  case settingBlank
  case settingTypeMissing

  // Needs, outcomes, provision
  case needWithoutProvision(need: PartID, provision: [PartID])
  case provisionWithoutNeed(need: PartID)
  case outcomeWithoutProvision
  case notSpecified(missing: [SpecificationElement], kind: ProvisionKind)
  /// A vague phrase, and what it leaves open (empty where the item is otherwise exact).
  case vague(phrase: String, open: [SpecificationElement])
  case outcomeWording([OutcomeFault])
  case moneyNotHours
  /// The rows and the stated total disagree, in minutes.
  case totalDisagrees(stated: Int, rows: Int)
  /// Nothing prepares for adulthood, although the school year asks for it.
  case adulthoodMissing(year: Int)
  /// A therapy that is educational as a rule stands in section G alone.
  case therapyInHealthOnly(String)

  // The right child, the right words
  /// Words that belong to another child's plan.
  case otherChild(OtherChildSign)
  /// The same passage stands at another place of this plan.
  case repeated(Place)
  /// The same passage stands in another plan.
  case repeatedElsewhere
  /// Changed since the draft was served, and nothing on record explains it.
  case changedSinceServed(author: String?)

  // Health and social care
  case commissionerMissing
  case agreementDateMissing
  case adultInH1(age: Int)

  // Evidence
  case adviceIncomplete([AdviceFact])
  case adviceNotAttached
  case adviceMissing(AdviceSource)
  case adviceNotListed
  case noEvidence
  case adviceNeverCited

  // Words
  case placeholder(Placeholder)
  case longSentence(words: Int)
  case acronym
  case historyTooLong(words: Int)

  // Facts
  case unsigned
  case planDateMissing
  case reviewDateMissing
  case reviewTooLate(latest: CivilDate)
  case pupilNumber(UPN.Fault)
  case healthNumber(NHSNumber.Fault)
  case bornInFuture
  case tooOld(age: Int)
  case birthDateMissing

  package enum OtherChildSign: Hashable, Sendable {
    case name
    case birthDate
    case pupilNumber
    case pronoun
  }

  package enum Voice: Hashable, Sendable {
    case child
    case parents
  }

  /// What the wording of an outcome lacks.
  package enum OutcomeFault: Hashable, Sendable {
    /// No date, age or key stage.
    case noTime
    /// No verb that one could see done.
    case notMeasurable
    /// Nothing says where the child is now.
    case noBaseline
    /// It promises a service, not a change for the child.
    case isProvision
  }

  package enum AdviceFact: String, Hashable, Sendable {
    case author
    case role
    case date
  }

  /// The advice that regulation 6(1) makes an authority seek.
  package enum AdviceSource: Hashable, Sendable, CaseIterable {
    case parent
    case school
    case health
    case educationalPsychologist
    case socialCare
  }

  package enum Placeholder: Hashable, Sendable {
    /// "[INSERT …]", "XXX", a dotted line, an empty bracket.
    case gap
    /// "TBC", "to be agreed".
    case toBeConfirmed
    /// "delete as appropriate", "choose an item".
    case instruction
    /// "he/she".
    case pronoun
    /// "name of child", "lorem ipsum".
    case sample
  }
}

/// What a document is for; the same plan reads differently to a Tribunal and to a child.
package enum ExportKind: String, Hashable, Sendable, CaseIterable {
  /// The plan itself.
  case plan
  /// What a draft would change of the version before it (SEND Regulations 2014, reg 22(2)).
  case amendmentNotice = "amendment-notice"
  /// Both sides' proposals in one text, as the First-tier Tribunal asks for it.
  case workingDocument = "working-document"
  /// Who wrote what, and when.
  case history
  /// The family's own words, the hopes and the help, in large print and short sentences.
  case easyRead = "easy-read"
  /// The reports that the plan rests on.
  case advice
  /// All that is held about the child (UK GDPR, article 15).
  case subjectAccess = "subject-access"

  /// Whether it says what became of one version's words in a later one.
  package var comparesVersions: Bool { self == .amendmentNotice || self == .workingDocument }

  /// The name of the form that its JSON has: the member `format` of the file, and the schema's name.
  package var schema: String { self == .plan ? "ehc-plan" : "ehc-document" }
}

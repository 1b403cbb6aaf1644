package import Plan

/// What to put in an export beside the plan itself.
///
/// There is no option to leave out the status line: a draft that does not say so has been taken for
/// the issued plan too often.
package struct ExportOptions: Hashable, Sendable {
  /// The only parts to show; nil shows all. Nothing of another part is shown then, not even the
  /// title of a need that a provision points to.
  package var sections: Set<PartID>?
  /// Whether comments, and the two sides of passages still to be reviewed, are shown.
  package var includesComments: Bool
  /// The day printed as the day of the export; nil prints none.
  package var generatedOn: CivilDate?
  /// The language of the plan's words, as a BCP 47 tag.
  package var language: String
  /// The authority's name; nil takes the one written in the child's details.
  package var authority: String?
  /// Whom the copy is made for, where that is not whoever makes it.
  package var recipient: ExportRecipient?
  /// The authority's own look; nil for the plain one.
  package var look: Look?

  package init(
    sections: Set<PartID>? = nil, includesComments: Bool = false, generatedOn: CivilDate? = nil,
    language: String = "en-GB", authority: String? = nil, recipient: ExportRecipient? = nil,
    look: Look? = nil
  ) {
    self.sections = sections
    self.includesComments = includesComments
    self.generatedOn = generatedOn
    self.language = language
    self.authority = authority
    self.recipient = recipient
    self.look = look
  }
}

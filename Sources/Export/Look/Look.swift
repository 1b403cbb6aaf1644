/// How an authority's documents look, and what its letters say. Words of the plan are never touched.
package struct Look: Hashable, Sendable {
  /// The authority's name, as it stands at the head of a document.
  package var name: String
  /// Lines below it: a team, an address, a telephone number.
  package var contact: [String]
  /// Of headings and rules; readable on white.
  package var accent: Colour?
  /// Of links; readable on white.
  package var link: Colour?
  package var logo: Logo?
  package var letters: [Letter: LetterText]

  package struct Logo: Hashable, Sendable {
    package var picture: Picture
    /// What a reader is told who does not see it.
    package var description: String
  }

  /// What a document says before it begins, in the authority's own words.
  package enum Letter: String, Hashable, Sendable, CaseIterable {
    /// With a draft that is sent for comments.
    case draft = "draft-plan"
    /// With the notice of proposed amendments (SEND Regulations 2014, reg 22(2)).
    case amendmentNotice = "amendment-notice"
    /// With the plan as it is issued.
    case final = "final-plan"
  }

  package init(
    name: String = "", contact: [String] = [], accent: Colour? = nil, link: Colour? = nil,
    logo: Logo? = nil, letters: [Letter: LetterText] = [:]
  ) {
    self.name = name
    self.contact = contact
    self.accent = accent
    self.link = link
    self.logo = logo
    self.letters = letters
  }
}

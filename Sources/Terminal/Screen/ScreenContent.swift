/// What a full-screen reader is given to show: sections, the passages of one of them, the notes beside
/// these. Nothing in it is escaped: that is done where it is drawn.
package struct ScreenContent: Hashable, Sendable {
  /// A line of the list at the left.
  package struct Section: Hashable, Sendable {
    package var id: String
    package var label: String
    package var title: String
    /// What is new or open there, in a few signs.
    package var badge: String
    /// Whether it can be opened at all.
    package var isShared: Bool

    package init(
      id: String, label: String, title: String, badge: String = "", isShared: Bool = true
    ) {
      self.id = id
      self.label = label
      self.title = title
      self.badge = badge
      self.isShared = isShared
    }
  }

  /// A piece of the text in the middle: a heading, or a field with its title.
  package struct Passage: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
      case heading
      /// Edited as it stands, others' words merged in.
      case prose
      /// One line, edited as a whole.
      case line
    }

    /// Stays the same while others write.
    package var id: String
    package var kind: Kind
    /// As a person types the place: `B.2.description`.
    package var label: String
    package var title: String
    package var text: String
    package var isEditable: Bool
    /// What notes quote, in scalars of `text`.
    package var marks: [Range<Int>]

    package init(
      id: String, kind: Kind, label: String = "", title: String, text: String = "",
      isEditable: Bool = false, marks: [Range<Int>] = []
    ) {
      self.id = id
      self.kind = kind
      self.label = label
      self.title = title
      self.text = text
      self.isEditable = isEditable
      self.marks = marks
    }
  }

  /// A comment or a suggestion.
  package struct Note: Hashable, Sendable {
    package enum Kind: Hashable, Sendable { case comment, suggestion, review }

    package var id: String
    package var kind: Kind
    /// The passage it stands beside; nil where that is the section as a whole.
    package var passage: String?
    /// As in `C7  J. Tranmoor (parent)`.
    package var title: String
    package var quote: String
    package var body: String
    /// How far it stands in, as an answer does.
    package var depth: Int

    package init(
      id: String, kind: Kind = .comment, passage: String?, title: String, quote: String = "",
      body: String, depth: Int = 0
    ) {
      self.id = id
      self.kind = kind
      self.passage = passage
      self.title = title
      self.quote = quote
      self.body = body
      self.depth = depth
    }
  }

  /// As in `MK-0412  S.T.`
  package var title: String
  package var sections: [Section]
  /// The section whose passages these are.
  package var section: String
  package var passages: [Passage]
  package var notes: [Note]
  /// Whether something may be said about the section.
  package var mayComment: Bool
  /// What can be added to the section, as in “need”; nil where nothing can.
  package var addition: String?

  package init(
    title: String = "", sections: [Section] = [], section: String = "", passages: [Passage] = [],
    notes: [Note] = [], mayComment: Bool = false, addition: String? = nil
  ) {
    self.title = title
    self.sections = sections
    self.section = section
    self.passages = passages
    self.notes = notes
    self.mayComment = mayComment
    self.addition = addition
  }
}

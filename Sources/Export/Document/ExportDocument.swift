/// A plan as headings, paragraphs, fields and tables: what every written format is a walk over.
///
/// Headings are in order: the title is the first level, sections the second, groups below. Every
/// anchor that is linked to exists.
struct ExportDocument: Hashable, Sendable {
  /// The language of the words, as a BCP 47 tag: ASCII letters, digits and hyphens.
  var language: String
  /// The heading of the first level.
  var title: VisibleText
  /// The child's name; empty where it is not part of the document.
  var subject: VisibleText
  /// Initials and reference, for the head of each page and the name of the window: a name there
  /// would be read over a shoulder.
  var runningHead: VisibleText
  /// Whether this is a draft, in words.
  var status: VisibleText
  var isDraft: Bool
  /// Reference, authority, date.
  var summary: [Field]
  /// What is not in the document, and what still waits for a person.
  var notices: [Notice]
  var sections: [Section]
  /// What the footnote marks in the text lead to, in order.
  var footnotes: [[Inline]] = []
  /// Whose document it is; nil where nobody has set a look.
  var letterhead: Letterhead?
  /// What the authority says before the document begins.
  var letter: [[Inline]] = []
  /// Of headings and rules; nil for the plain look's.
  var accent: Colour?
  var linkColour: Colour?
  /// Whether it is set in large letters, for people who read better so.
  var isLargePrint = false
}

import CRDT
import Plan

extension DocumentBuilder {
  /// Whether nobody disagrees about the field.
  func isPlain(_ field: FieldView) -> Bool { field.alternatives.isEmpty }

  /// In a plan that was issued, a field left empty says nothing; in a draft it shows what is still
  /// to be written. A box that was never ticked is no gap in either.
  func shows(_ field: FieldView) -> Bool {
    guard isEmpty(field.value), isPlain(field) else { return true }
    return view.phase != .final && field.kind != .flag
  }

  /// The field as it is shown, with a notice wherever people disagree about it.
  func field(_ field: FieldView, at place: Place, in part: PartView) -> Field {
    var content = value(of: field, at: place, in: part)
    content += notices(about: field, at: place).map(Block.notice)
    if isPlain(field) { content += notices(at: place, in: part).map(Block.notice) }
    let shape: Field.Shape =
      switch field.kind {
      case _ where content.count > 1: .long
      case .text: .long
      case .links: .references
      default: .short
      }
    return Field(label: Wording.title(of: field), shape: shape, content: content)
  }

  /// A value on one line.
  func inlines(_ value: FieldValue, at place: Place) -> [Inline] {
    switch value {
    case .empty: [.absent(Wording.notFilledIn)]
    case .text(let text), .line(let text): [.written(VisibleText(text))]
    case .choice(let key): [.words(VisibleText(wording.option(key, at: place)))]
    case .date(let date): [.words(VisibleText(Wording.date(date)))]
    case .number(let number): [.words(VisibleText(String(number)))]
    case .flag(let flag): [.words(Wording.flag(flag))]
    case .links(let targets): joined(records.references(to: targets))
    }
  }

  private func value(of field: FieldView, at place: Place, in part: PartView) -> [Block] {
    guard !isEmpty(field.value) else { return [.paragraph([.absent(Wording.notFilledIn)])] }
    switch field.value {
    case .text(let text):
      return [.prose(Prose.paragraphs(text, marks: marks(at: place)))]
    case .links(let targets): return [.list(records.references(to: targets))]
    default: return [.paragraph(inlines(field.value, at: place))]
    }
  }

  func isEmpty(_ value: FieldValue) -> Bool {
    switch value {
    case .empty: true
    case .links(let targets): targets.isEmpty
    case .text(let text), .line(let text):
      text.unicodeScalars.allSatisfy { $0.isWhitespace }
    default: false
    }
  }

  private func joined(_ items: [[Inline]]) -> [Inline] {
    items.isEmpty
      ? [.absent(Wording.notFilledIn)] : Array(items.joined(separator: [.words(", ")]))
  }
}

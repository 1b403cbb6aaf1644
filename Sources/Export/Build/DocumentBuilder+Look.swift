import Plan

/// The authority's own head and covering words.
extension DocumentBuilder {
  /// The document with the look's head, colours and letter; unchanged where there is no look.
  ///
  /// - Parameter earlier: what a notice compares with.
  func dressed(_ document: ExportDocument, as kind: ExportKind, earlier: String = "")
    -> ExportDocument
  {
    guard let look = options.look else { return document }
    var document = document
    document.letterhead = Letterhead(
      name: VisibleText(look.name), contact: look.contact.map { VisibleText($0) }, logo: look.logo)
    document.accent = look.accent
    document.linkColour = look.link
    if let letter = letter(of: kind), let text = look.letters[letter] {
      document.letter = text.filled { self.value(of: $0, earlier: earlier) }
    }
    return document
  }

  private func letter(of kind: ExportKind) -> Look.Letter? {
    switch (kind, view.phase) {
    // A letter goes with the whole, not with a part of it.
    case (.plan, .servedDraft) where options.sections == nil: .draft
    case (.plan, .final) where options.sections == nil: .final
    case (.amendmentNotice, _): .amendmentNotice
    default: nil
    }
  }

  private func value(of placeholder: LetterText.Placeholder, earlier: String) -> Inline {
    switch placeholder {
    case .child: subject.isEmpty ? .words("your child") : .written(subject)
    case .authority: .written(VisibleText(authority.isEmpty ? "the local authority" : authority))
    case .date:
      .words(VisibleText(options.generatedOn.map(Wording.date) ?? "the day of this copy"))
    case .reference: .written(VisibleText(view.reference))
    case .earlier:
      .words(VisibleText(earlier.isEmpty ? "the plan as it was before" : earlier))
    }
  }
}

import CRDT
import Plan

extension DocumentBuilder {
  /// The family's words, the hopes and the help, in large print. Every answer is the plan's own
  /// words; only the questions before them are the program's.
  func easyRead() -> ExportDocument {
    var sections: [Section] = []
    if let views = shown("A") {
      let groups = views.fields.filter { !isEmpty($0.value) }.map { field in
        passage(Wording.title(of: field), sentences(field.value.plainText))
      }
      add("views", "About me", groups, to: &sections)
    }
    if let outcomes = shown("E") {
      let groups = outcomes.collections.flatMap(\.records).map { record in
        answers(
          record, "outcomes", "E",
          [
            ("description", "What do we hope for?"), ("by", "By when?"),
            ("baseline", "Where are we now?"), ("measure", "How will we know?"),
          ])
      }
      add("hopes", "What we hope for", groups, to: &sections)
    }
    if let provision = shown("F") {
      let groups = provision.collections.flatMap(\.records).map { record in
        answers(
          record, "provisions", "F",
          [
            ("description", "What will happen?"), ("who", "Who helps?"),
            ("frequency", "How often?"), ("duration", "How long?"), ("where", "Where?"),
            ("ratio", "How many people together?"), ("start", "When does it start?"),
          ])
      }
      add("help", "The help I get", groups, to: &sections)
    }
    var document = document(
      titled: subject.isEmpty ? "My plan" : VisibleText("My plan: \(subject)"),
      notices: [
        Notice(
          title: "About these pages",
          paragraphs: [
            [.words("These pages say in short what is in the plan.")],
            [.words("The words are from sections A, E and F.")],
            [.words("The whole plan says more. The whole plan is the one that counts.")],
          ])
      ] + commonNotices, sections: sections)
    document.isLargePrint = true
    // The title says the name already.
    document.subject = ""
    return document
  }

  private func shown(_ id: String) -> PartView? {
    sectionAnchors[PartID(id)] == nil ? nil : view.part(PartID(id))
  }

  private func add(
    _ name: String, _ heading: String, _ groups: [Block], to sections: inout [Section]
  ) {
    let blocks = groups.isEmpty ? [.paragraph([.absent(Wording.nothingRecorded)])] : groups
    sections.append(plainSection(name, heading, blocks))
  }

  private func passage(_ heading: VisibleText, _ lines: [[Inline]]) -> Block {
    .group(
      Group(
        kind: .passage, level: 3, anchor: nil, heading: [.words(heading)],
        blocks: [.prose(lines)]))
  }

  private func answers(
    _ record: RecordView, _ list: String, _ part: String, _ questions: [(String, VisibleText)]
  ) -> Block {
    let place = Place(part: PartID(part), collection: list, record: record.id)
    let fields = questions.compactMap { key, question -> Field? in
      guard let field = record.field(key), !isEmpty(field.value) else { return nil }
      if case .text(let text) = field.value {
        return Field(label: question, shape: .long, content: [.prose(sentences(text))])
      }
      return Field(
        label: question, shape: .long, content: [.paragraph(inlines(field.value, at: place))])
    }
    let title = record.text("title")
    return .group(
      Group(
        kind: .record, level: 3, anchor: nil,
        heading: title.isEmpty
          ? [.words(VisibleText("\(record.number)"))] : [.written(VisibleText(title))],
        blocks: fields.isEmpty
          ? [.paragraph([.absent(Wording.notFilledIn)])] : [.fields(fields)]))
  }

  /// A line for each sentence: one thought at a time is easier to read.
  private func sentences(_ text: String) -> [[Inline]] {
    var lines: [[Inline]] = []
    var current = String.UnicodeScalarView()
    func end() {
      lines += Prose.paragraphs(String(current))
      current = String.UnicodeScalarView()
    }
    let scalars = Array(text.unicodeScalars)
    for (index, scalar) in scalars.enumerated() {
      current.append(scalar)
      let next = index + 1 < scalars.count ? scalars[index + 1] : nil
      let after = index + 2 < scalars.count ? scalars[index + 2] : nil
      let isEnd = scalar == "." || scalar == "!" || scalar == "?"
      if isEnd, next == " ", after?.properties.isUppercase == true, !endsInInitial(current) {
        end()
      }
    }
    end()
    return lines
  }

  /// Whether the full stop is one of an initial or a title, as in `M. Okoro` or `Dr. Shah`.
  private func endsInInitial(_ text: String.UnicodeScalarView) -> Bool {
    let word = text.dropLast().reversed().prefix { $0.isAlphabetic }
    let before = text.dropLast(word.count + 1).last
    return (1...2).contains(word.count) && word.last?.properties.isUppercase == true
      && (before == nil || before == " " || before == "." || before == "(")
  }
}

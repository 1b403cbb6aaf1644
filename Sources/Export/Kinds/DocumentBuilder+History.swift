import CRDT
import Plan

extension DocumentBuilder {
  /// Who wrote what: each text in its runs, with the day and everybody's name.
  func history(
    _ texts: [ExportMatter.WrittenText], dates: ExportMatter.Dates
  ) -> ExportDocument {
    var sections: [Section] = []
    for part in view.parts where sectionAnchors[part.id] != nil {
      let own = texts.filter { $0.place.part == part.id && !$0.runs.isEmpty }
      if own.isEmpty { continue }
      sections.append(
        plainSection(
          part.id.description, Wording.heading(part: part.id, title: part.title),
          groups(own, in: part, dates)))
    }
    return document(
      titled: "Who wrote what",
      notices: [
        Notice(
          title: "How to read it",
          paragraphs: [
            [
              .words(
                VisibleText(
                  "Each text as it stands now, cut where another person’s words begin. Words that were "
                    + "suggested name both: whose words they are, and who accepted them."))
            ]
          ])
      ] + commonNotices, sections: sections)
  }

  /// A part's own texts, and those of each record under its name.
  private func groups(
    _ texts: [ExportMatter.WrittenText], in part: PartView, _ dates: ExportMatter.Dates
  ) -> [Block] {
    var blocks: [Block] = []
    var rest = texts[...]
    while let first = rest.first {
      let place = Place(part: part.id, record: first.place.record)
      let own = rest.prefix { $0.place.record == first.place.record }
      rest = rest.dropFirst(own.count)
      let level = place.record == nil ? 3 : 4
      let groups = own.map { Block.group(group($0, level: level, in: part, dates)) }
      blocks +=
        place.record == nil
        ? groups
        : [
          .group(
            Group(
              kind: .passage, level: 3, anchor: nil,
              heading: name(of: place, in: part).flatMap(\.withoutLink), blocks: groups))
        ]
    }
    return blocks
  }

  private func group(
    _ text: ExportMatter.WrittenText, level: Int, in part: PartView, _ dates: ExportMatter.Dates
  ) -> Group {
    let field = field(at: text.place, in: part)
    let fields = text.runs.map { run in
      // A date is kept as it is written for programs.
      let date = field?.kind == .date ? CivilDate(run.text) : nil
      return Field(
        label: label(run.by, on: dates(part.id, run.by.event)), shape: .long,
        content: [.prose(Prose.paragraphs(date.map(Wording.date) ?? run.text))])
    }
    return Group(
      kind: .passage, level: level, anchor: nil,
      heading: [.words(field.map(Wording.title(of:)) ?? VisibleText(text.place.field ?? ""))],
      blocks: [.fields(fields.filter { $0.content != [.prose([])] })])
  }

  /// As in `12 May 2026, Jo Tam (parent), accepted by M. Okoro (plan co-ordinator)`.
  private func label(_ by: Attribution, on date: CivilDate?) -> VisibleText {
    var words = plainName(by.writer)
    if let date { words = "\(Wording.date(date)), \(words)" }
    if let acceptor = by.acceptor { words += ", accepted by \(plainName(acceptor))" }
    if let restorer = by.restorer { words += ", put back by \(plainName(restorer))" }
    return VisibleText(words)
  }

  private func plainName(_ agent: AgentID) -> String {
    name(agent).map { inline in
      switch inline {
      case .words(let words), .written(let words): words.description
      default: ""
      }
    }.joined()
  }

  /// A section that is none of the plan's.
  func plainSection(_ name: String, _ heading: String, _ blocks: [Block]) -> Section {
    Section(
      anchor: Anchor(name: "part-\(name)"), heading: [.words(VisibleText(heading))],
      shortHeading: [.words(VisibleText(heading))], basis: "", blocks: blocks)
  }
}

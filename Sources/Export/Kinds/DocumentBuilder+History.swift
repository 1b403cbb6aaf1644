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
          own.map { .group(group($0, in: part, dates)) }))
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

  private func group(
    _ text: ExportMatter.WrittenText, in part: PartView, _ dates: ExportMatter.Dates
  ) -> Group {
    let fields = text.runs.map { run in
      Field(
        label: label(run.by, on: dates(part.id, run.by.event)), shape: .long,
        content: [.prose(Prose.paragraphs(run.text))])
    }
    return Group(
      kind: .passage, level: 3, anchor: nil,
      heading: name(of: text.place, in: part).flatMap(\.withoutLink),
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

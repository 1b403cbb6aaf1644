import CRDT
import Plan

extension DocumentBuilder {
  /// What a draft would change: changed sections with their changes, the others only named.
  func amendmentNotice(_ comparison: ExportMatter.Comparison) -> ExportDocument {
    var builder = RedlineBuilder(self, comparison, style: .amendment)
    let shown = comparison.redline.parts.filter { builder.shows($0.id) }
    let changed = shown.filter { !Redline(parts: [$0]).isEmpty }
    let unchanged = shown.filter { Redline(parts: [$0]).isEmpty }
    let summary = changed.map(summary)
    let sections = changed.map { builder.section($0, isWhole: false) }
    var notices = [
      Notice(
        title: "How to read it",
        paragraphs: [
          [
            .words("Words that would be added are "),
            .marked([.words("bold")], builder.marking(.inserted, nil)),
            .words("; words that would be taken out are "),
            .marked([.words("struck through")], builder.marking(.deleted, nil)),
            .words(VisibleText(". Compared with \(comparison.earlier).")),
          ]
        ])
    ]
    notices.append(
      changed.isEmpty
        ? Notice(title: "Nothing would change", paragraphs: [])
        : Notice(title: "What would change", items: summary))
    if !unchanged.isEmpty {
      notices.append(
        Notice(title: "Not changed", items: unchanged.map { [.words(VisibleText(heading($0)))] }))
    }
    return document(
      titled: "Notice of proposed amendments", notices: notices + commonNotices, sections: sections)
  }

  /// As in `Section F: Provision: 2 changed, 1 added, 1 taken out`.
  private func summary(_ part: Redline.Part) -> [Inline] {
    var counts: [(String, Int)] = [("changed", 0), ("added", 0), ("taken out", 0), ("moved", 0)]
    counts[0].1 = part.fields.filter(\.isChanged).count
    for record in part.collections.flatMap(\.records) {
      switch record.change {
      case .added: counts[1].1 += 1
      case .removed: counts[2].1 += 1
      case .moved: counts[3].1 += 1
      case nil: counts[0].1 += record.fields.contains(where: \.isChanged) ? 1 : 0
      }
    }
    let words = counts.filter { $0.1 > 0 }.map { "\(Wording.count($0.1)) \($0.0)" }
    return [.words(VisibleText("\(heading(part)): \(words.joined(separator: ", "))"))]
  }

  private func heading(_ part: Redline.Part) -> String {
    Wording.heading(part: part.id, title: part.title)
  }

  /// The Tribunal's working document, and what it holds.
  func workingDocument(
    _ comparison: ExportMatter.Comparison
  ) -> (document: ExportDocument, count: ProposalCount) {
    var builder = RedlineBuilder(self, comparison, style: .tribunal)
    let sections = comparison.redline.parts.filter { builder.shows($0.id) }
      .map { builder.section($0, isWhole: true) }
    // A format without looks says before the words what the marks of the text say there.
    func key(
      _ look: Marking.Look, isStruck: Bool = false, _ name: VisibleText, _ spoken: VisibleText,
      _ meaning: VisibleText
    ) -> [Inline] {
      let marking = Marking(look, isStruck: isStruck, spoken: spoken)
      return [.marked([.words(name)], marking), .words(": "), .words(meaning)]
    }
    let count = builder.count
    let key = Notice(
      title: "Key",
      paragraphs: [
        [.words(VisibleText("Compared with \(comparison.earlier)."))]
      ],
      items: [
        [.words(VisibleText("Plain: the words of \(comparison.earlier)"))],
        key(
          .underlined, "Underlined", "Agreed",
          "agreed: words of one side that the other accepted"),
        key(
          .bold, "Bold", "Parent’s proposal", "the parent’s or young person’s proposal"),
        key(
          .italic, "Italic", "Authority’s proposal",
          "the authority’s proposal, or of those who advise it"),
        key(
          .plain, isStruck: true, "Struck through", "Deletion",
          "to be taken out; the look says by whose proposal"),
        [.words("The footnotes say who wrote each proposal, and when.")],
      ])
    let tally =
      "\(count.proposals) \(count.proposals == 1 ? "proposal" : "proposals"), "
      + "\(count.agreed) agreed."
    var document = document(
      titled: "Working document",
      notices: [
        key,
        Notice(
          title: "Made from the record",
          paragraphs: [
            [
              .words(
                VisibleText(
                  "\(tally) The plan’s history says who wrote and who accepted each change; nobody "
                    + "marked them by hand."))
            ]
          ]),
      ] + commonNotices, sections: sections)
    document.footnotes = builder.footnotes
    return (document, count)
  }
}

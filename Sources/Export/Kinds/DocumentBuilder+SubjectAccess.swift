import CRDT
import Plan

extension DocumentBuilder {
  /// All that is held about the child, as far as the person who asks for it may read it.
  ///
  /// Made of a view that names no third party (``PlanView/forSubject``).
  func subjectAccess(_ holdings: ExportMatter.Holdings) -> ExportDocument {
    var sections = view.parts.filter { sectionAnchors[$0.id] != nil }.map(section)
    func add(_ name: String, _ heading: String, _ items: [[Inline]]) {
      let blocks: [Block] =
        items.isEmpty ? [.paragraph([.absent(Wording.nothingRecorded)])] : [.list(items)]
      sections.append(plainSection(name, heading, blocks))
    }
    add("suggestions", "Suggestions", view.parts.flatMap { suggestions(of: $0, holdings.dates) })
    add(
      "representations", "What the family said about a draft",
      holdings.representations.filter { sectionAnchors[$0.part] != nil }.map(representation))
    add("acts", "Official acts", view.acts.map(act))
    add("people", "Who takes part", holdings.people.map(person))
    return document(
      titled: "What is held about the child", notices: subjectNotices(holdings) + commonNotices,
      sections: sections)
  }

  private func subjectNotices(_ holdings: ExportMatter.Holdings) -> [Notice] {
    var items: [[Inline]] = [
      [.words("Names of relatives and others who took part in private: their role stands instead")],
      [.words("Names of accounts and devices, and the keys of the programs")],
      [.words("What people keep in drafts of their own and have not shared")],
      [.words("Records of sessions and access, which the authority’s server keeps")],
    ]
    if !view.withheld.isEmpty {
      items.append(
        [.words("Parts of the plan that are not shared with the person who made this copy")])
    }
    return [
      Notice(
        title: "What this is",
        paragraphs: [
          [
            .words(
              VisibleText(
                "All that this device holds about the child in this plan and that the person who made "
                  + "the copy may read."))
          ],
          [
            .words(
              VisibleText(
                "What people wrote stands as they wrote it. Names inside their words were not taken "
                  + "out: somebody of the authority reads it through before it is sent."))
          ],
        ]),
      Notice(title: "Not in it", items: items),
    ]
  }

  private func suggestions(of part: PartView, _ dates: ExportMatter.Dates) -> [[Inline]] {
    part.suggestions.sorted { ($0.number, $0.id) < ($1.number, $1.id) }.map { suggestion in
      var words: [Inline] = [.words(VisibleText("\(part.id) \(suggestion.label), "))]
      words += name(suggestion.author)
      if let date = dates(part.id, suggestion.id) {
        words.append(.words(VisibleText(", \(Wording.date(date))")))
      }
      words.append(.words(VisibleText(" (\(suggestion.state.rawValue)): ")))
      if !suggestion.message.isEmpty {
        words += [.words("“"), .written(VisibleText(suggestion.message)), .words("” ")]
      }
      for (index, change) in suggestion.changes.enumerated() {
        if index > 0 { words.append(.words("; ")) }
        words += name(of: change.place, in: part) + [.words(": ")]
        words += inlines(change.was, at: change.place) + [.words(" → ")]
        words += inlines(change.with, at: change.place)
      }
      for decision in suggestion.decisions where decision.kind != .open {
        words += [.words(VisibleText("; \(decision.kind.rawValue) by "))] + name(decision.author)
        if !decision.reason.isEmpty {
          words += [.words(": "), .written(VisibleText(decision.reason))]
        }
      }
      return words
    }
  }

  private func representation(_ representation: Representation) -> [Inline] {
    var words: [Inline] = [.words(VisibleText("Said about \(representation.part) "))]
    if let means = representation.means { words.append(.words(VisibleText(means.title))) }
    if let date = representation.date {
      words.append(.words(VisibleText(" on \(Wording.date(date))")))
    }
    words += [.words(", written down by ")] + name(representation.recorder)
    words += [.words(": "), .written(VisibleText(representation.words))]
    if let decision = representation.decision {
      words.append(.words(VisibleText(" (\(decision.rawValue))")))
    }
    if !representation.reason.isEmpty {
      words += [.words(" "), .written(VisibleText(representation.reason))]
    }
    return words
  }

  private func act(_ act: OfficialAct) -> [Inline] {
    let what =
      switch act.kind {
      case .draftServed: "A draft was sent to the family"
      case .draftReopened: "The draft was taken back to be worked on"
      case .planIssued: "The final plan was issued"
      case .amendmentOpened: "A draft amendment was begun"
      case .adviceSigned: "A report was signed"
      }
    var words = "\(what) on \(Wording.date(act.date)), entry \(act.entry) of the audit log"
    if let fingerprint = act.fingerprint { words += ", fingerprint \(fingerprint.short)" }
    return [.words(VisibleText(words))]
  }

  private func person(_ author: Author) -> [Inline] {
    let role = wording.role(author.role)
    guard Worker.holds(author.role) else {
      return [.words(VisibleText("Somebody as \(role)"))]
    }
    return [.written(VisibleText(author.name)), .words(VisibleText(" (\(role))"))]
  }
}

import CRDT
import Export
import Plan

/// What the kinds of documents are made of beside the view.
extension EverythingPlan {
  static let day = CivilDate(year: 2026, month: 10, day: 5)

  static func matters() throws -> [ExportMatter] {
    let comparison = try comparison()
    return [
      .amendmentNotice(comparison), .workingDocument(comparison),
      .history(
        [
          .init(
            place: Place(
              part: PartID("B"), collection: "needs", record: event(10), number: 1,
              field: "description"),
            runs: [
              BlameRun(text: "Sami reads 23 of 100 common words at sight.\n", by: by(priya)),
              BlameRun(
                text: "He needs daily help <with> reading and spelling.",
                by: by(mother, acceptedBy: caseworker)),
            ]),
          .init(
            place: Place(part: PartID("A"), field: "aspirations"),
            runs: [BlameRun(text: "To drive a train.", by: by(stranger))]),
        ], dates: dates),
      .easyRead, .advice,
      .subjectAccess(
        .init(
          people: [
            Author(account: "a-1", name: "Priya Shah", role: RoleID("ep")),
            Author(account: "a-3", name: "Jo <b>Tam</b>", role: RoleID("parent")),
          ],
          representations: [
            Representation(
              id: event(95), part: PartID("B"), from: "J. Tam", means: .phone, date: day,
              words: "It should say daily.", decision: .accepted, reason: "", scopes: [.part],
              recorder: caseworker)
          ], dates: dates)),
    ]
  }

  static let dates: ExportMatter.Dates = { _, _ in day }

  /// The view with a suggestion that waits, an act and a signed report.
  static func viewOfKinds() -> PlanView {
    var view = view(phase: .amend)
    guard let day, let needs = view.parts.firstIndex(where: { $0.id == PartID("B") }) else {
      return view
    }
    view.parts[needs].suggestions = [
      SuggestionView(
        id: event(80), number: 3, label: "S3", author: mother, message: "Sami says so himself.",
        state: .open, decisions: [],
        changes: [
          SuggestedChangeView(
            kind: .text,
            place: Place(
              part: PartID("B"), collection: "needs", record: event(10), number: 1,
              field: "description"), was: .text("from the first letter"),
            with: .text("from the picture"), behind: "He guesses ")
        ])
    ]
    view.acts = [
      OfficialAct(
        entry: 4, kind: .adviceSigned, date: day,
        account: "a-1", name: "Priya Shah", report: PartID("advice-31")),
      OfficialAct(
        entry: 7, kind: .planIssued, date: day, number: 1, account: "a-2",
        name: "M. Okoro"),
    ]
    return view
  }

  /// The view with one of everything that only programs are told.
  static func viewOfJSON() -> PlanView {
    var view = viewOfKinds()
    guard let needs = view.parts.firstIndex(where: { $0.id == PartID("B") }) else { return view }
    view.parts[needs].writers = [priya, caseworker, stranger]
    view.parts[needs].suggestions[0].decisions = [
      SuggestionDecision(kind: .rejected, reason: "He does both.", author: caseworker)
    ]
    view.parts[needs].suggestions[0].changes[0].ground = .changed(now: "from the last letter")
    view.parts[needs].representations = [
      Representation(
        id: event(95), part: PartID("B"), from: "J. Tam", means: .phone, date: day,
        words: "It should say daily.", decision: .accepted, reason: "", scopes: [.part],
        recorder: caseworker)
    ]
    view.parts[needs].collections[0].records[0].citations = [
      CitationView(id: event(96), report: PartID("advice-31"), quote: "two days")
    ]
    view.frozenBy = view.acts.last
    return view
  }

  static func by(_ writer: AgentID, acceptedBy acceptor: AgentID? = nil) -> Attribution {
    Attribution(event: EventID(agent: writer, sequence: 1), writer: writer, acceptor: acceptor)
  }
}

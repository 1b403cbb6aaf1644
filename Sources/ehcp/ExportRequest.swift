import CRDT
import Client
import Export
import Plan
import Terminal

/// What somebody asked to be written, for one plan or many.
struct ExportRequest {
  let session: Session
  let kind: ExportKind
  let sections: String?
  let includesComments: Bool
  let version: String?
  let recipient: String?
  let look: Look?

  /// One document, ready to be written in any format.
  struct Document {
    var view: PlanView
    var matter: ExportMatter
    var options: ExportOptions

    func bytes(as format: ExportFormat) -> [UInt8] {
      Exporter.export(view, matter: matter, as: format, options: options)
    }
  }

  init(_ session: Session, _ invocation: Invocation) throws {
    self.session = session
    sections = invocation.value("sections")
    includesComments = invocation.flag("comments")
    version = invocation.value("version")
    recipient = invocation.value("for")
    look = try LookFolder.look(session, invocation)
    let word = invocation.arguments.first ?? ExportKind.plan.rawValue
    guard let kind = ExportKind(rawValue: word.lowercased()) else {
      throw UserError(
        "“\(Escaping.line(word))” is no kind of document.",
        hint: "There are: \(ExportKind.allCases.map(\.rawValue).joined(separator: ", ")).",
        exitCode: .usage)
    }
    self.kind = kind
    if version != nil, kind != .plan, !kind.comparesVersions {
      throw UserError(
        "“--version” goes with plan, amendment-notice and working-document.",
        hint: "Leave it out: \(kind.rawValue) shows what stands now.", exitCode: .usage)
    }
  }

  // MARK: Making it

  func document(of plan: OpenPlan, in workspace: Workspace) throws -> Document {
    var view = try workspace.view(
      plan, finding: includesComments || kind == .subjectAccess ? .all : .reviews)
    if let version, kind == .plan {
      view = try workspace.frozenView(of: try workspace.act(named: version, in: plan), in: plan)
    }
    var options = ExportOptions(
      sections: try chosen(in: view), includesComments: includesComments,
      generatedOn: Moment.today, look: look)
    if let recipient {
      let reader = try Reader(recipient, plan, people: workspace.people(of: plan))
      let named = options.sections ?? []
      let doubtful = view.parts.map(\.id).filter {
        reader.mayRead($0, in: plan) && !named.contains($0)
          && plan.policy.mayWithhold($0, from: reader.role)
      }
      view = view.readable(
        Set(view.parts.map(\.id).filter { reader.mayRead($0, in: plan) }).subtracting(doubtful))
      options.recipient = ExportRecipient(name: reader.name, doubtful: doubtful)
    }
    return Document(
      view: view, matter: try matter(of: plan, view, in: workspace), options: options)
  }

  private func chosen(in view: PlanView) throws -> Set<PartID>? {
    guard let sections else { return nil }
    let names = sections.split(separator: ",")
    guard !names.isEmpty else {
      throw UserError(
        "“--sections” names no section.", hint: "Name some, as in B,F, or leave it out for all.",
        exitCode: .usage)
    }
    return Set(try names.map { try session.place(String($0), in: view).part })
  }

  private func matter(
    of plan: OpenPlan, _ view: PlanView, in workspace: Workspace
  ) throws -> ExportMatter {
    switch kind {
    case .plan: return .plan
    case .easyRead: return .easyRead
    case .advice: return .advice
    case .amendmentNotice:
      return .amendmentNotice(try comparison(of: plan, view, in: workspace))
    case .workingDocument:
      return .workingDocument(try comparison(of: plan, view, in: workspace))
    case .history:
      return .history(
        try writtenTexts(of: plan, view, in: workspace),
        dates: try dates(of: plan, view, in: workspace))
    case .subjectAccess:
      let parts = try view.parts.map { try workspace.part($0.id, of: plan) }
      return .subjectAccess(
        .init(
          people: try workspace.people(of: plan),
          representations: parts.flatMap(\.representations),
          dates: try dates(of: plan, view, in: workspace)))
    }
  }

  private func comparison(
    of plan: OpenPlan, _ view: PlanView, in workspace: Workspace
  ) throws -> ExportMatter.Comparison {
    let parts = view.parts.map(\.id)
    let dates = try dates(of: plan, view, in: workspace)
    if let version, (try? workspace.act(named: version, in: plan)) == nil {
      let earlier = try VersionWord(workspace, plan).read(version)
      return .init(
        redline: try workspace.redline(of: plan, parts: parts, from: earlier, to: .now),
        earlier: "the version “\(version)”", dates: dates)
    }
    let act =
      try version.map { try workspace.act(named: $0, in: plan) } ?? plan.acts.issued
      ?? plan.acts.lastServed
    guard let act else {
      throw UserError(
        "Nothing was issued or sent to the family yet that the draft could be compared with.",
        hint: "Name a version: ehcp export \(kind.rawValue) --version draft-2 (ehcp version list)",
        exitCode: .failed)
    }
    let what = act.kind == .planIssued ? "the plan issued on" : "the draft sent on"
    return .init(
      redline: try workspace.redline(of: plan, parts: parts, since: act),
      earlier: what, on: act.date, dates: dates)
  }

  private func dates(
    of plan: OpenPlan, _ view: PlanView, in workspace: Workspace
  ) throws -> ExportMatter.Dates {
    var times: [PartID: BatchTimes] = [:]
    for part in view.parts { times[part.id] = try workspace.times(of: part.id, in: plan) }
    return { [times] part, event in
      times[part]?.entry(of: event).flatMap { Moment.date($0.time) }
    }
  }

  private func writtenTexts(
    of plan: OpenPlan, _ view: PlanView, in workspace: Workspace
  ) throws -> [ExportMatter.WrittenText] {
    var texts: [ExportMatter.WrittenText] = []
    for shown in view.parts {
      let part = try workspace.part(shown.id, of: plan)
      let attributions = Attributions(of: part)
      var days = WrittenDays(try workspace.times(of: shown.id, in: plan))
      for (place, field) in BlameCommand.fields(at: Place(part: shown.id), in: part) {
        let runs = try BlameCommand.blame(field, at: place, in: part, attributions) {
          $0.isSameHand(as: $1) && days.day(of: $0.event) == days.day(of: $1.event)
        }
        if !runs.isEmpty { texts.append(.init(place: place, runs: runs)) }
      }
    }
    return texts
  }
}

import CRDT
import Client
import Plan
import Terminal

/// The plan behind a full screen: what is read of it, what is written to it, one thing at a time.
///
/// The workspace is open only while something is done with it. While a sync waits for the server,
/// what is typed goes through the same workspace.
actor Desk {
  private let session: Session
  private let templates: TemplateShelf
  /// The server's name for the plan.
  let plan: String
  private var workspace: Workspace?
  /// How many are at work with the workspace.
  private var users = 0
  private var field: OpenField?
  private(set) var section: String
  /// What other processes on this device write.
  let writes: ForeignWrites

  /// - Parameter section: the section to begin with.
  init(_ session: Session, plan: OpenPlan, section: String?) throws {
    self.session = session
    templates = try session.packs().shelf
    self.plan = plan.identifier
    self.section = section ?? "A"
    writes = ForeignWrites(session.home)
  }

  // MARK: Reading

  /// What is to be shown, and how the work stands.
  struct Standing: Sendable {
    var content: ScreenContent
    var unsent: Int
    var refused: Int
    var authors: [String: String]
  }

  func standing(section wanted: String? = nil) throws -> Standing {
    try using { workspace in
      if let wanted { section = wanted }
      let plan = try workspace.plan(self.plan)
      let unsent = try workspace.unsent(of: plan)
      var view = try workspace.view(plan, finding: .reviews)
      let shown = view.part(PartID(section)) == nil ? view.parts.first?.id : PartID(section)
      if let shown { try workspace.find(.all, in: shown, of: plan, for: &view) }
      let content = PlanContent(
        view, plan, unsent: unsent,
        isUnicode: session.console.outputStyle.isUnicode
      ).screen(section: section)
      section = content.section
      var names: [String: String] = [:]
      for person in try workspace.people(of: plan) { names[person.account] = person.name }
      return Standing(
        content: content, unsent: unsent.values.reduce(0, +),
        refused: try workspace.tray(of: plan).count, authors: names)
    }
  }

  /// How many changes only this device has.
  func unsent() throws -> Int {
    try using { try $0.unsent(of: try $0.plan(plan)).values.reduce(0, +) }
  }

  // MARK: Writing

  /// Opens a field for writing.
  ///
  /// - Returns: its text, as it is to be edited.
  func open(_ passage: String) throws -> String {
    try using { workspace in
      let plan = try workspace.plan(self.plan)
      let view = try workspace.view(plan)
      let place = try PlaceReader.read(passage, in: view)
      let part = try workspace.part(place.part, of: plan)
      let opened = try OpenField(place, in: part)
      field = opened
      if opened.template.kind == .text { return opened.text }
      let value = view.part(place.part)?.fieldValue(place.field ?? "", of: place) ?? .empty
      return ValueReader(plan: view).words(value)
    }
  }

  /// Stores what was typed into the open field.
  ///
  /// - Returns: what others changed there.
  func store(_ edits: [TypedEdit]) throws -> [TypedEdit] {
    guard field?.template.kind == .text else { return [] }
    // First of all: the workspace may be another's for the moment.
    field?.take(edits)
    return try using { workspace in
      guard var open = field else { return [] }
      defer { field = open }
      return try open.store(in: workspace, of: try workspace.plan(self.plan))
    }
  }

  /// Whether something typed waits to be stored.
  var isWaiting: Bool { field?.waiting.isEmpty == false }

  func close() { field = nil }

  /// Stores the open field of one line as a whole.
  func set(_ words: String) throws {
    try using { workspace in
      guard let open = field, let key = open.place.field else { return }
      let plan = try workspace.plan(self.plan)
      let view = try workspace.view(plan)
      let present = view.part(open.place.part)?.fieldValue(key, of: open.place) ?? .empty
      let value = try ValueReader(plan: view).value(words, for: open.template, present: present)
      let record = open.place.record
      try workspace.edit(open.place.part, of: plan) {
        (part: inout PartDocument) throws(ContentError) in
        try part.set(value, field: key, of: record)
      }
      field = nil
    }
  }

  /// Keeps words that could not be stored in a file.
  func keep(_ words: String) throws -> String {
    let place = field.map { PlanContent.name(of: $0.place) } ?? section
    return try session.home.keep(words, name: place, now: Moment.stamp)
  }

  /// Adds a record to the section's first list.
  ///
  /// - Returns: the passage to go on with.
  func addRecord(_ title: String) throws -> String {
    try using { workspace in
      let plan = try workspace.plan(self.plan)
      let id = PartID(section)
      guard let list = plan.template.part(id)?.lists.first else {
        throw UserError("This section has no list to add to.")
      }
      let line = list.field("title") ?? list.fields.first { $0.kind == .line }
      let record = try workspace.edit(id, of: plan) {
        (part: inout PartDocument) throws(ContentError) in
        let record = try part.addRecord(to: list.key)
        if let line { try part.set(.line(title), field: line.key, of: record) }
        return record
      }
      let next = list.fields.first { $0.kind == .text } ?? list.fields.first
      return PlanContent.name(
        of: Place(part: id, collection: list.key, record: record, field: next?.key))
    }
  }

  // MARK: Comments

  func comment(on passage: String?, _ words: String) throws {
    try using { workspace in
      let plan = try workspace.plan(self.plan)
      let place = try PlaceReader.read(passage ?? section, in: try workspace.view(plan))
      try workspace.edit(place.part, of: plan) {
        (part: inout PartDocument) throws(ContentError) in try part.addComment(words, at: place)
      }
    }
  }

  func reply(to note: String, _ words: String) throws {
    try using { workspace in
      let (plan, part, comment) = try find(note, in: workspace)
      try workspace.edit(part, of: plan) { (part: inout PartDocument) throws(ContentError) in
        try part.addComment(words, at: comment.place, inReplyTo: comment.id)
      }
    }
  }

  func resolve(_ note: String) throws {
    try using { workspace in
      let (plan, part, comment) = try find(note, in: workspace)
      try workspace.edit(part, of: plan) { (part: inout PartDocument) throws(ContentError) in
        try part.setResolved(comment.id, !comment.resolved)
      }
    }
  }

  /// Accepts or rejects a suggestion. Of words that have changed since, what still stands is replaced.
  func decide(_ note: String, _ kind: SuggestionDecision.Kind, reason: String = "") throws {
    try using { workspace in
      let (plan, part, suggestion) = try suggestion(note, in: workspace)
      try workspace.edit(part, of: plan) { (part: inout PartDocument) throws(ContentError) in
        try part.decide(suggestion.id, kind, reason: reason)
      }
    }
  }

  /// What has become of what a suggestion would change, as a question; nil where all of it is as it was.
  ///
  /// - Throws: where it can no longer be accepted.
  func changedGround(of note: String) throws -> String? {
    try using { workspace in
      let (plan, part, suggestion) = try suggestion(note, in: workspace)
      if suggestion.state != .open || suggestion.stands { return nil }
      guard !suggestion.isImpossible else {
        throw UserError(
          "Something that it would change is not there any more, so none of it can be made.",
          hint: "To reject it: n")
      }
      let style = ConsoleStyle(
        usesColour: false, isUnicode: session.console.outputStyle.isUnicode, width: 76)
      let showing = SuggestionShowing(view: try workspace.view(plan), style: style)
      return "What \(part).\(suggestion.label) would change has changed since.\n\n"
        + showing.changes(of: suggestion)
        + "\nAccept it for what still stands of that?"
    }
  }

  private func suggestion(
    _ note: String, in workspace: Workspace
  ) throws -> (OpenPlan, PartID, SuggestionView) {
    let plan = try workspace.plan(self.plan)
    let id = PartID(section)
    let suggestions = try workspace.part(id, of: plan).view(finding: .grounds).suggestions
    guard let found = suggestions.first(where: { PlanContent.name(of: $0.id) == note }) else {
      throw UserError("That suggestion is gone.", hint: "After q: ehcp suggestions list --all")
    }
    return (plan, id, found)
  }

  private func find(
    _ note: String, in workspace: Workspace
  ) throws -> (OpenPlan, PartID, CommentView) {
    let plan = try workspace.plan(self.plan)
    let id = PartID(section)
    let comments = try workspace.part(id, of: plan).view(finding: []).comments
    guard let comment = comments.first(where: { PlanContent.name(of: $0.id) == note }) else {
      throw UserError("That is not a comment.", hint: "After q: ehcp review")
    }
    return (plan, id, comment)
  }

  // MARK: The server

  /// The server as this person is signed in there.
  func remote() throws -> Remote {
    try using { try $0.remote(authorityFile: session.authorityFile) }
  }

  @discardableResult
  func synchronise() async throws -> SyncReport {
    defer { leave() }
    return try await exchange()
  }

  private func exchange() async throws -> SyncReport {
    let workspace = try enter()
    let remote = try workspace.remote(authorityFile: session.authorityFile)
    return try await workspace.sync(try workspace.plan(plan), with: remote)
  }

  // MARK: The workspace

  /// How long to wait for another process, in milliseconds: somebody is typing.
  private static let patience = 1_500

  private func using<Result>(_ work: (Workspace) throws -> Result) throws -> Result {
    defer { leave() }
    return try work(try enter())
  }

  private func enter() throws -> Workspace {
    users += 1
    if let workspace { return workspace }
    let entered = try Workspace(
      home: session.home, templates: templates, patience: Self.patience)
    workspace = entered
    return entered
  }

  /// Lets the workspace go, and notes what was written as one's own.
  private func leave() {
    users -= 1
    guard users == 0 else { return }
    workspace = nil
    writes.noteOwn()
  }
}

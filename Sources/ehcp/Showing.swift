import CRDT
import Client
import Plan
import Terminal

/// A plan's content as lines for a terminal.
struct Showing {
  let style: ConsoleStyle
  let view: PlanView
  private let values: ValueReader

  init(_ view: PlanView, style: ConsoleStyle) {
    self.view = view
    self.style = style
    values = ValueReader(plan: view)
  }

  /// The child's initials, as in `S.T.`: enough to know the plan by, on a screen others may see.
  static func initials(of view: PlanView) -> String {
    let details = view.part(PartID("details"))
    let names = ["forename", "surname"].compactMap { key -> Unicode.Scalar? in
      details?.field(key)?.value.plainText.unicodeScalars.first
    }
    return Escaping.line(names.map { "\($0)." }.joined())
  }

  /// Whoever wrote as an agent, as others see her.
  static func name(of agent: AgentID, in view: PlanView, withRole: Bool = false) -> String {
    guard let author = view.authors[agent], !author.name.isEmpty else { return "somebody" }
    let name = Escaping.line(author.name)
    guard withRole else { return name }
    return "\(name) (\(view.template.role(author.role)?.title ?? author.role.description))"
  }

  /// The people who wrote as these agents, each once, in an order that people can foresee.
  static func names(
    of agents: some Sequence<AgentID>, in view: PlanView, withRole: Bool = false
  ) -> [String] {
    Set(agents.map { name(of: $0, in: view, withRole: withRole) }).sorted()
  }

  /// Whoever made a comment, and for whom: `M. Okoro, for J.T. by phone on 2026-11-20`.
  static func author(of comment: CommentView, in view: PlanView) -> String {
    let name = name(of: comment.author, in: view)
    guard let said = comment.onBehalfOf else { return name }
    return "\(name), for \(Escaping.line(said.person)) \(said.how)"
  }

  /// A part: its fields, its records.
  func part(_ part: PartView) -> String {
    var text = style.bold("\(part.id)  \(part.title)") + "\n"
    if view.template.part(part.id)?.isVerified == false {
      text += wrapped("! The rule pack says: this section was not verified against the law.", 0)
    }
    for field in part.fields where field.value != .empty { text += "\n" + self.field(field) }
    for collection in part.collections {
      for record in collection.records { text += "\n" + self.record(record, in: part) }
      if collection.records.isEmpty { text += "\n\(collection.title): none yet.\n" }
    }
    let empty = part.fields.filter { $0.value == .empty }.map(\.title)
    if !empty.isEmpty { text += "\n" + wrapped("Empty: " + empty.joined(separator: "; "), 0) }
    return text
  }

  /// What was said of a part and suggested for it, as far as it is open: a line each.
  func margin(of part: PartView) -> String {
    let threads = CommentThreads(part.comments)
    var lines = part.comments.filter { !threads.isClosed($0) }.map { comment in
      "\(part.id).\(comment.label) \(Self.author(of: comment, in: view)), on \(comment.place): "
        + Escaping.line(comment.body)
    }
    lines += part.suggestions.filter { $0.state == .open }.map { suggestion in
      let places = Array(Set(suggestion.changes.map(\.place.description))).sorted()
      return "\(part.id).\(suggestion.label) \(Self.name(of: suggestion.author, in: view)) "
        + "suggests changes to \(Counted.list(places))"
    }
    if lines.isEmpty { return "" }
    return "\n" + style.dim("Open") + "\n" + lines.map { wrapped($0, 2) }.joined()
  }

  /// A record under its address, its number and its short name.
  func record(_ record: RecordView, in part: PartView) -> String {
    let title = Escaping.line(ValueReader.title(of: record))
    var text =
      style.bold("\(part.id).\(record.number)") + " " + style.dim(record.id.shortName)
      + "  \(title)\n"
    if record.deletion != nil {
      text += "  ! Deleted by one person while another was editing it. See: ehcp review\n"
    }
    for field in record.fields where field.value != .empty && field.key != "title" {
      text += self.field(field, indent: 2)
    }
    for citation in record.citations {
      let report = view.part(citation.report)?.field("title")?.value.plainText ?? ""
      let name = report.isEmpty ? citation.report.description : report
      text += wrapped(
        "Cites \(Escaping.line(name)): “\(Escaping.line(citation.quote))” "
          + "(\(citation.id.shortName))", 2)
    }
    return text
  }

  /// A field under its title.
  func field(_ field: FieldView, indent: Int = 0) -> String {
    let margin = String(repeating: " ", count: indent)
    switch field.kind {
    case .text:
      return margin + style.dim(field.title) + "\n" + wrapped(words(field.value), indent + 2)
    default:
      var text = wrapped("\(field.title): \(words(field.value))", indent)
      for other in field.alternatives {
        text += wrapped("! at the same time, somebody wrote: \(words(other.value))", indent + 2)
      }
      return text
    }
  }

  /// A value in words: the title of an option, the titles of linked records.
  func words(_ value: FieldValue, of field: FieldTemplate? = nil) -> String {
    switch value {
    case .choice(let key):
      let title = view.template.parts.lazy.flatMap { $0.fields + $0.lists.flatMap(\.fields) }
        .compactMap { $0.option(key)?.title }.first
      return title ?? Escaping.line(key)
    case .links(let links):
      return links.map { link in
        let title = values.title(of: link)
        let name = values.name(of: link)
        return title.isEmpty ? name : "\(Escaping.line(title)) (\(name))"
      }.joined(separator: "; ")
    default: return Escaping.lines(value.plainText)
    }
  }

  private func wrapped(_ text: String, _ indent: Int) -> String {
    let margin = String(repeating: " ", count: indent)
    return Wrapping.lines(text, width: max(30, style.width - indent))
      .map { $0.isEmpty ? "\n" : margin + $0 + "\n" }.joined()
  }
}

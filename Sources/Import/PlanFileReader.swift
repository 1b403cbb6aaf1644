import Plan

/// Reads version 1 of the form `ehc-plan`.
struct PlanFileReader {
  private let template: PlanTemplate
  private var writers: [String: PlanContents.Writer] = [:]
  private var leftovers: [PlanFile.Leftover] = []
  private var remainders: [PlanFile.Remainder: Int] = [:]
  private var parts: Set<PartID> = []
  private var records: Set<String> = []
  private var comments: Set<String> = []

  init(template: PlanTemplate) { self.template = template }

  mutating func read(_ root: PlanNode) throws(ImportError) -> PlanFile {
    let format = try? root.optionalString("format")
    guard format == "ehc-plan" else { throw .otherForm(format) }
    let version = try root.required("version").integer()
    guard version == 1 else { throw .otherVersion(version) }
    for author in try root.elements("authors") {
      writers[try author.string("agent")] = PlanContents.Writer(
        name: try author.string("name"), role: RoleID(try author.string("role")))
    }
    var contents = PlanContents()
    var writersByPart: [PartID: [PlanContents.Writer]] = [:]
    for part in try root.elements("parts") {
      let id = PartID(try part.string("id"))
      guard parts.insert(id).inserted else { throw part.duplicate(id.description) }
      contents.parts.append(try read(part, id))
      var known: [PlanContents.Writer] = []
      for agent in try part.elements("writers") {
        guard let writer = writers[try agent.string()], !known.contains(writer) else { continue }
        known.append(writer)
      }
      writersByPart[id] = known
    }
    let acts = try root.elements("acts").count
    if acts > 0 { remainders[.acts] = acts }
    var withheld: [PartID] = []
    for part in try root.elements("withheld") { withheld.append(PartID(try part.string())) }
    return PlanFile(
      reference: try root.string("reference"),
      pack: try root.member("pack")?.optionalString("name"),
      writtenOn: try root.optionalString("generatedOn").flatMap { CivilDate($0) },
      contents: contents, writers: writersByPart, leftovers: leftovers, remainders: remainders,
      withheld: withheld)
  }

  // MARK: Parts

  private mutating func read(
    _ node: PlanNode, _ id: PartID
  ) throws(ImportError) -> PlanContents.Part {
    var part = PlanContents.Part(id: id)
    let description = template.part(id)
    part.fields = try fields(
      of: node, at: id.description, description.map { part in { part.field($0) } })
    for list in try node.elements("lists") {
      let key = try list.string("key")
      let found = description?.list(key)
      let isFirst = description?.lists.first?.key == key
      var records: [PlanContents.Record] = []
      for (index, record) in try list.elements("records").enumerated() {
        let place = isFirst ? "\(id).\(index + 1)" : "\(id).\(key).\(index + 1)"
        records.append(try self.record(record, at: place, found))
      }
      if found != nil { part.lists.append(PlanContents.List(key: key, records: records)) }
    }
    for comment in try node.elements("comments") {
      part.comments.append(try self.comment(comment))
    }
    if description == nil { part.comments = [] }
    count(try node.elements("reviews").count, .reviews)
    count(try node.elements("suggestions").count, .suggestions)
    count(try node.elements("representations").count, .representations)
    return part
  }

  private mutating func count(_ number: Int, _ remainder: PlanFile.Remainder) {
    if number > 0 { remainders[remainder, default: 0] += number }
  }

  private mutating func record(
    _ node: PlanNode, at place: String, _ list: ListTemplate?
  ) throws(ImportError) -> PlanContents.Record {
    let name = try node.string("id")
    guard records.insert(name).inserted else { throw node.duplicate(name) }
    if try node.member("contestedDeletion") != nil { count(1, .contestedDeletions) }
    var citations: [PlanContents.Citation] = []
    for citation in try node.elements("citations") {
      citations.append(
        PlanContents.Citation(
          report: PartID(try citation.string("report")), quote: try citation.string("quote")))
    }
    return PlanContents.Record(
      name: name,
      fields: try fields(of: node, at: place, list.map { list in { list.field($0) } }),
      citations: citations)
  }

  // MARK: Fields

  /// - Parameter known: finds a field's description; nil where not even its part or list is known.
  private mutating func fields(
    of node: PlanNode, at place: String, _ known: ((String) -> FieldTemplate?)?
  ) throws(ImportError) -> [PlanContents.Field] {
    var fields: [PlanContents.Field] = []
    var seen: Set<String> = []
    for field in try node.elements("fields") {
      let key = try field.string("key")
      guard seen.insert(key).inserted else { throw field.duplicate("\(place).\(key)") }
      count(try field.elements("alternatives").count, .alternatives)
      guard let stored = try field.member("value")?.value else { continue }
      func leaveOver(_ reason: PlanFile.Leftover.Reason) {
        let words = if case .string(let text) = stored { text } else { stored.text() }
        leftovers.append(.init(place: "\(place).\(key)", words: words, reason: reason))
      }
      guard let description = known?(key) else {
        leaveOver(.unknownPlace)
        continue
      }
      guard let value = Self.value(stored, description) else {
        leaveOver(.badValue)
        continue
      }
      fields.append(PlanContents.Field(key: key, value: value))
    }
    return fields
  }

  /// Nil where the field does not take it.
  private static func value(
    _ stored: JSONValue, _ field: FieldTemplate
  ) -> PlanContents.Value? {
    let value: FieldValue? =
      switch (field.kind, stored) {
      case (.text, .string(let text)): .text(text)
      case (.line, .string(let text)): .line(text)
      case (.choice, .string(let text)): .choice(text)
      case (.date, .string(let text)): CivilDate(text).map { .date($0) }
      case (.number, .integer(let number)): .number(number)
      case (.flag, .bool(let flag)): .flag(flag)
      default: nil
      }
    if case (.links, .array(let targets)) = (field.kind, stored) {
      var names: [String] = []
      for target in targets {
        guard case .string(let name) = target else { return nil }
        names.append(name)
      }
      return .links(names)
    }
    guard let value, (try? field.check(value)) != nil else { return nil }
    return .value(value)
  }

  // MARK: Comments

  private mutating func comment(_ node: PlanNode) throws(ImportError) -> PlanContents.Comment {
    let name = try node.string("id")
    guard comments.insert(name).inserted else { throw node.duplicate(name) }
    let place = try node.required("place")
    var onBehalfOf: OnBehalfOf?
    if let said = try node.member("onBehalfOf"),
      let channel = OnBehalfOf.Channel(rawValue: try said.string("by"))
    {
      onBehalfOf = OnBehalfOf(
        person: try said.string("person"), channel: channel,
        date: try said.optionalString("date").flatMap { CivilDate($0) })
    }
    var range: Range<Int>?
    if let stretch = try node.member("range") {
      let start = Int(clamping: try stretch.required("start").integer())
      let end = Int(clamping: try stretch.required("end").integer())
      if start >= 0, start < end { range = start..<end }
    }
    return PlanContents.Comment(
      name: name, number: try node.member("number")?.integer() ?? 0,
      writer: writers[try node.string("author")], onBehalfOf: onBehalfOf,
      body: try node.string("body"), record: try place.optionalString("record"),
      field: try place.optionalString("field"), quote: try node.optionalString("quote") ?? "",
      range: range, isResolved: try node.flag("resolved"),
      inReplyTo: try node.optionalString("inReplyTo"))
  }
}

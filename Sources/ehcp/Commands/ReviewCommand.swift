import CRDT
import Client
import Plan
import Terminal

enum ReviewCommand {
  static let declaration = Command<Session>(
    "review", "Decide what two people changed at once",
    discussion: """
      What two people changed without having seen each other's change is kept from both and merged. \
      Here a person looks at it, and says that it may stay or what it should be.
      """,
    examples: [
      Example("ehcp review", "one after the other; in a script, lists them"),
      Example("ehcp review 1 --keep", "what stands there may stay"),
      Example("ehcp review 2 --side 1", "the first person's words instead"),
      Example("ehcp review 2 --text \"needs daily help\"", "other words instead"),
      Example("ehcp review 2 --comment \"Which is right?\"", "asks, and leaves it open"),
    ],
    arguments: [Argument("NUMBER", "which of the list; or its address, as in B.2", count: .any)],
    options: [
      Option("keep", .flag, "keep what stands there"),
      Option("side", .value("SIDE"), "take one side, by its number"),
      Option("text", .value("TEXT"), "write other words; - reads them from standard input"),
      Option("comment", .value("TEXT"), "say something about it, and leave it open"),
      Option("list", .flag, "only list them"), Option("json", .flag, "list them as JSON"),
    ],
    section: "Review", action: run)

  private static func run(_ session: Session, _ invocation: Invocation) async throws -> ExitCode {
    let list = try await ReviewList(session, invocation)
    if invocation.flag("json") {
      try session.write(list.json)
      return list.items.isEmpty ? .done : .needsReview
    }
    if list.items.isEmpty {
      session.console.say(.done, "Nothing to review.")
      return .done
    }
    guard invocation.arguments.isEmpty else {
      return try await decide(list, session, invocation)
    }
    if !session.console.mayAsk || invocation.flag("list") {
      for index in list.items.indices { try session.console.write(list.text(of: index, session)) }
      session.console.say(
        nil, "\(list.items.count) to review.", next: "ehcp review 1 --keep (or --side, --text)")
      return .needsReview
    }
    return try await ask(list, session)
  }

  // MARK: By options

  private static func decide(
    _ list: ReviewList, _ session: Session, _ invocation: Invocation
  ) async throws -> ExitCode {
    let numbers = try invocation.arguments.flatMap { try indices(of: $0, in: list, session) }
    let decision = try decision(session, invocation, among: numbers.map { list.items[$0] })
    var decisions = list.items.map { _ in ReviewDecision.skip }
    for number in numbers { decisions[number] = decision }
    return try await store(decisions, of: list, session)
  }

  /// The items that a number, or the address of a field or of what it is part of, means.
  private static func indices(
    of word: String, in list: ReviewList, _ session: Session
  ) throws -> [Int] {
    if let number = Int(word), number > 0, list.items.indices.contains(number - 1) {
      return [number - 1]
    }
    let place = Int(word) == nil ? try session.place(word, in: list.view) : nil
    let found = list.items.indices.filter { index in
      guard let place else { return false }
      let other = list.items[index].place
      return other.part == place.part && (place.record == nil || other.record == place.record)
        && (place.field == nil || other.field == place.field)
    }
    guard !found.isEmpty else {
      throw UserError(
        "There is no “\(Escaping.line(word))” in the list.", hint: "See: ehcp review --list",
        exitCode: .usage)
    }
    return found
  }

  private static func decision(
    _ session: Session, _ invocation: Invocation, among items: [ReviewItem]
  ) throws -> ReviewDecision {
    let given = ["keep", "side", "text", "comment"].filter { invocation.flag($0) }
    guard given.count == 1 else {
      throw UserError(
        "What is to become of it?",
        hint: "Give one of --keep, --side SIDE, --text TEXT, --comment TEXT.",
        exitCode: .usage)
    }
    if given == ["keep"] { return .keep }
    guard items.count == 1 else {
      throw UserError("“--\(given[0])” decides one at a time.", exitCode: .usage)
    }
    if let word = invocation.value("side") {
      guard let side = Int(word), items[0].sides.indices.contains(side - 1) else {
        throw UserError(
          "There is no side “\(Escaping.line(word))”.",
          hint: "Give a number from 1 to \(items[0].sides.count).", exitCode: .usage)
      }
      return .pick(side - 1)
    }
    if let words = invocation.value("comment") {
      if words.allSatisfy(\.isWhitespace) {
        throw UserError("The comment is empty.", hint: "Nothing was changed.", exitCode: .usage)
      }
      return .comment(words)
    }
    guard takesWords(items[0]) else {
      throw UserError(
        "There are no words to write: this is about what somebody did, not about what it says.",
        hint: "Give --keep or --side SIDE.", exitCode: .usage)
    }
    let text = invocation.value("text") ?? ""
    let words = text == "-" ? try session.console.readAll(limit: EditCommand.limit) : text
    return .write(words.hasSuffix("\n") ? String(words.dropLast()) : words)
  }

  /// Whether other words can be put for an item: a suggestion is accepted or rejected as it is, and a
  /// record stands somewhere.
  private static func takesWords(_ item: ReviewItem) -> Bool {
    item.kind != .suggestion && item.kind != .move
  }

  // MARK: By asking

  private static func ask(_ list: ReviewList, _ session: Session) async throws -> ExitCode {
    var decisions: [ReviewDecision] = []
    for (index, item) in list.items.enumerated() {
      try session.console.write(list.text(of: index, session))
      decisions.append(try ask(item, session))
    }
    return try await store(decisions, of: list, session)
  }

  private static func ask(_ item: ReviewItem, _ session: Session) throws -> ReviewDecision {
    let sides = item.sides.indices.map { "[\($0 + 1)]" }.joined(separator: " ")
    let edit = takesWords(item) ? " [e]dit" : ""
    while true {
      let answer = try session.console.ask(
        "[k]eep \(sides)\(edit) [c]omment [s]kip?", for: "a decision (--keep, --side, --text)")
      switch answer.lowercased() {
      case "k", "keep": return .keep
      case "s", "skip", "": return .skip
      case "c", "comment":
        let words = try session.console.ask("Comment:", for: "the comment (--comment)")
        if !words.allSatisfy(\.isWhitespace) { return .comment(words) }
      case "e", "edit":
        if !takesWords(item) { continue }
        let file = try TextFile.temporary(named: "review", in: session.home, text: item.merged)
        defer { TextFile.remove(file) }
        try Editor(environment: session.environment).edit(file)
        let text = try TextFile.read(file, limit: EditCommand.limit)
        return .write(text.hasSuffix("\n") ? String(text.dropLast()) : text)
      case let word:
        if let side = Int(word), item.sides.indices.contains(side - 1) { return .pick(side - 1) }
      }
    }
  }

  // MARK: -

  private static func store(
    _ decisions: [ReviewDecision], of list: ReviewList, _ session: Session
  ) async throws -> ExitCode {
    let workspace = try session.workspace()
    var settled = 0
    for group in list.groups(decisions) {
      try await group.store(in: workspace, plan: list.plan, view: list.view)
      settled += group.settledCount
    }
    let plan = try workspace.plan(list.plan.reference)
    let left = try workspace.view(plan, finding: .reviews).parts.reduce(0) { $0 + $1.reviews.count }
    if settled > 0 {
      session.console.say(
        .done, "Recorded in your name, saved on this device. Not yet on the server.",
        next: "ehcp sync")
    }
    if settled == 0, decisions.contains(where: { if case .comment = $0 { true } else { false } }) {
      Saying.saved(" (your comment)", session)
    }
    if left > 0 {
      session.console.say(
        .warning, "\(Counted.of(left, "place")) still to review.", next: "ehcp review")
      return .needsReview
    }
    return .done
  }
}

import Assets
import Client
import Plan
import Terminal

extension UserError {
  /// The words for whatever went wrong below: what happened, and what to do next.
  init(explaining error: any Error) {
    switch error {
    case let error as UserError: self = error
    case let error as TerminalError: self.init(error, program: "ehcp")
    case let error as ClientError: self.init(client: error)
    case let error as ContentError: self.init(content: error)
    case let error as PlaceError: self.init(place: error)
    case let error as FormError: self.init(form: error)
    case let error as ValueError: self.init(value: error)
    case let error as TemplateError:
      self.init(
        "A rule pack is faulty: \(error)",
        hint: "Mend that file, or leave --templates out to use the packs built in.")
    case .unreadable(let folder) as PackFiles.Failure:
      self.init(
        "“\(Escaping.line(folder))” cannot be read.",
        hint: "Give --templates a folder of rule packs.")
    case .noPack(let folder) as PackFiles.Failure:
      self.init(
        "“\(Escaping.line(folder))” holds no rule pack.",
        hint: "A pack is a folder with a file pack.json in it.")
    default: self.init("Something unforeseen went wrong: \(type(of: error)).", hint: Self.report)
    }
  }

  static let report = "Nothing saved is lost. Please report it to whoever gave you this program."

  // MARK: Content

  init(content error: ContentError) {
    switch error {
    case .unknownField(let key):
      self.init("There is no field “\(Escaping.line(key))” here.", exitCode: .usage)
    case .unknownList(let key):
      self.init("There is no list “\(Escaping.line(key))” here.", exitCode: .usage)
    case .unknownRecord:
      self.init("That record is not here any more.", hint: "See what is: ehcp show")
    case .wrongKind(let field, _):
      self.init("“\(field)” holds something of another kind.", exitCode: .usage)
    case .unknownOption(let field, let options):
      self.init(
        "“\(field)” cannot be that.", hint: "Give one of: \(options.joined(separator: ", ")).",
        exitCode: .usage)
    case .badLine(let field):
      self.init(
        "“\(field)” holds one line of at most \(PartDocument.lineLimit) bytes.",
        hint: "Shorten it.", exitCode: .usage)
    case .badLink(let field):
      self.init("“\(field)” cannot link to that.", exitCode: .usage)
    case .quoteNotFound:
      self.init(
        "Those words are not there (any more).", hint: "Copy them from: ehcp show",
        exitCode: .usage)
    case .unknownComment:
      self.init("There is no such comment.", hint: "See: ehcp comment list --all")
    case .notTheAuthor:
      self.init("Only its author may do that.", exitCode: .notPermitted)
    case .unknownSuggestion, .emptySuggestion, .suggestionTooLarge, .alreadyDecided,
      .groundIsGone, .notTheSuggestion:
      self.init(suggestion: error)
    case .document:
      self.init("The edit does not fit the plan. Nothing was changed.", hint: Self.report)
    }
  }

  private init(suggestion error: ContentError) {
    switch error {
    case .emptySuggestion:
      self.init("There is nothing in it that could be suggested.", exitCode: .usage)
    case .suggestionTooLarge:
      self.init(
        "That is too much for one suggestion. Nothing was saved.",
        hint: "Suggest it in smaller pieces, a field or a record at a time.", exitCode: .usage)
    case .alreadyDecided(let state):
      self.init(
        "That suggestion is \(Wording.state(state)).", hint: "See: ehcp suggestions list --all",
        exitCode: .usage)
    case .groundIsGone:
      self.init(
        "What it would change is not there any more, so nothing of it was accepted.",
        hint: "See: ehcp suggestions show. Or say why not: ehcp suggestions reject",
        exitCode: .needsReview)
    case .notTheSuggestion:
      self.init(
        "That is not exactly what was suggested. Nothing was changed.", hint: Self.report)
    default:
      self.init("There is no such suggestion.", hint: "See: ehcp suggestions list --all")
    }
  }

  // MARK: Places

  init(place error: PlaceError) {
    switch error {
    case .badForm:
      self.init(
        "That is no place in a plan.", hint: "Write B, B.2, B.2.description or A.history.",
        exitCode: .usage)
    case .unknownPart(let name, let known):
      self.init(
        "Section “\(Escaping.line(name))” is not shared with you, or there is none.",
        hint: "There are: \(known.joined(separator: ", ")).", exitCode: .usage)
    case .unknownField(let name, let part, let known):
      self.init(
        "“\(Escaping.line(name))” is not a field or record of \(part).",
        hint: "There are: \(known.joined(separator: ", ")).", exitCode: .usage)
    case .noSuchRecord(let name, let part, let count):
      self.init(
        count == 0
          ? "\(part) has no records yet."
          : "\(part) has no record \(name); it has \(Counted.of(count, "record")).",
        hint: count == 0 ? "Add one: ehcp add \(part)" : "See: ehcp show \(part)",
        exitCode: .usage)
    case .ambiguousRecord(let name):
      self.init(
        "Several records begin with “\(Escaping.line(name))”.", hint: "Write more of the name.",
        exitCode: .usage)
    }
  }

  // MARK: Forms

  init(form error: FormError) {
    let at = "Line \(error.line): "
    switch error {
    case .notThisForm:
      self.init(
        "This is not a form of that section.",
        hint: "Its first line must be the one it was given. Get a form: ehcp edit B --print",
        exitCode: .usage)
    case .openComment:
      self.init(at + "a comment begins with <!-- and never ends.", hint: "End it with -->.")
    case .strayText:
      self.init(at + "words before the first heading.", hint: "Put them below a ### heading.")
    case .badHeading(_, let heading):
      self.init(
        at + "“\(Escaping.line(heading))” is no heading of this form.",
        hint: "If it belongs to the text, put a backslash before it: \\##")
    case .unknownField(_, let name, let known) where known.isEmpty:
      self.init(
        at + "“\(Escaping.line(name))” belongs to no record.",
        hint: "The record's own heading (##) is missing above it.")
    case .unknownField(_, let name, let known):
      self.init(
        at + "there is no field “\(Escaping.line(name))”.",
        hint: "There are: \(known.joined(separator: ", ")). If it belongs to the text, put a"
          + " backslash before it: \\###")
    case .unknownRecord(_, let name):
      self.init(
        at + "there is no record “\(Escaping.line(name))”.",
        hint: "A new one begins with “## new …”. If it belongs to the text, put a backslash before"
          + " it: \\##")
    case .unknownList(_, let name, let known):
      self.init(
        at + "“\(Escaping.line(name))” is not what a record is called here.",
        hint: "Write: \(known.joined(separator: ", ")).")
    case .twice(_, let name):
      self.init(at + "“\(Escaping.line(name))” is there twice.", hint: "Keep one of them.")
    case .badValue(_, let value):
      let cause = UserError(value: value)
      self.init(at + cause.summary, hint: cause.hint)
    }
  }

  init(value error: ValueError) {
    switch error {
    case .notADate(let word):
      self.init(
        "“\(Escaping.line(word))” is not a date.", hint: "Write 23/11/2026 or 23 November 2026.",
        exitCode: .usage)
    case .notANumber(let word):
      self.init("“\(Escaping.line(word))” is not a whole number.", exitCode: .usage)
    case .notYesOrNo(let word):
      self.init(
        "“\(Escaping.line(word))” is neither yes nor no.", hint: "Write yes or no.",
        exitCode: .usage)
    case .notAnOption(let word, let options):
      self.init(
        "“\(Escaping.line(word))” is not one of the choices.",
        hint: "Give one of: \(options.joined(separator: ", ")).", exitCode: .usage)
    case .severalLines:
      self.init("This field holds one line.", hint: "Join the lines.", exitCode: .usage)
    case .notALink(let word, let targets):
      self.init(
        "“\(Escaping.line(word))” is nothing this field can link to.",
        hint:
          "Name a record of \(Counted.list(targets, and: "or")), as in \(targets.first ?? "B").1.",
        exitCode: .usage)
    }
  }
}

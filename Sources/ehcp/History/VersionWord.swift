import Client
import Plan
import Terminal

/// Reads how people name a moment of a plan.
struct VersionWord {
  /// What may be typed, for help.
  static let forms =
    "a version's name, a date as 2026-11-20 or 2026-11-20T14:30, today, yesterday, last-sync, now, or"
    + " @NAME: as that person had it when she last wrote (@me for you)"

  private static let reserved: Set = ["now", "last-sync", "today", "yesterday", "served", "issued"]

  let versions: [PlanVersion]
  let people: [Author]
  /// The account of whoever asks.
  let account: String
  private let lastWriting: (String) throws -> VersionReference

  init(_ workspace: Workspace, _ plan: OpenPlan) throws {
    versions = try workspace.versions(of: plan)
    people = try workspace.people(of: plan)
    account = try workspace.person()?.account ?? ""
    lastWriting = { try workspace.lastWriting(of: $0, in: plan) }
  }

  func read(_ word: String) throws -> VersionReference {
    switch word.lowercased() {
    case "now": return .now
    case "last-sync": return .lastSync
    case "today", "yesterday":
      if let date = Moment.today {
        let start = Moment.instant(of: date)
        return .instant(word.lowercased() == "today" ? start : start - 86_400_000)
      }
    default: break
    }
    if word.hasPrefix("@") { return try lastWriting(person(String(word.dropFirst()))) }
    if let version = try named(word) { return .named(version) }
    if let instant = Self.instant(word) { return .instant(instant) }
    throw UserError(
      "There is no version “\(Escaping.line(word))”.",
      hint: "Give \(Self.forms). Names: ehcp version list", exitCode: .usage)
  }

  /// The version of a name, in any case of letters, or of a short name.
  func named(_ word: String) throws(UserError) -> PlanVersion? {
    let lowered = word.lowercased()
    let found = versions.filter { $0.name.lowercased() == lowered || $0.shortName == lowered }
    guard found.count > 1 else { return found.first }
    throw UserError(
      "Several versions are called “\(Escaping.line(word))”.",
      hint: "Give one of: \(found.map(\.shortName).joined(separator: ", ")).", exitCode: .usage)
  }

  /// Checks a name before it is given.
  func checkNew(_ name: String, in view: PlanView) throws {
    let isPlace = (try? PlaceReader.read(name, in: view)) != nil
    guard PartDocument.isVersionName(name), !Self.reserved.contains(name.lowercased()), !isPlace,
      Self.instant(name) == nil
    else {
      throw UserError(
        "“\(Escaping.line(name))” cannot be a version's name.",
        hint: "Use one word that is no date and no section, as in draft-2.", exitCode: .usage)
    }
    if try named(name) != nil {
      throw UserError(
        "There is a version “\(Escaping.line(name))” already.", hint: "See: ehcp version list",
        exitCode: .usage)
    }
  }

  private func person(_ name: String) throws(UserError) -> String {
    if name.lowercased() == "me" { return account }
    let lowered = name.lowercased()
    let whole = people.filter { $0.name.lowercased() == lowered }
    let found = whole.isEmpty ? people.filter { $0.name.lowercased().contains(lowered) } : whole
    guard let first = found.first, found.count == 1, !name.isEmpty else {
      let names = (found.isEmpty ? people : found).map { Escaping.line($0.name) }
      throw UserError(
        found.isEmpty
          ? "Nobody of that name takes part: “\(Escaping.line(name))”."
          : "Several people could be meant by “\(Escaping.line(name))”.",
        hint: "There are: \(names.joined(separator: ", ")).", exitCode: .usage)
    }
    return first.account
  }

  /// The account of a person given by name or part of it.
  func account(of name: String) throws(UserError) -> String {
    try person(name.hasPrefix("@") ? String(name.dropFirst()) : name)
  }

  /// The beginning of a day, or a time of one: `2026-11-20`, `20/11/2026`, `2026-11-20T14:30`.
  static func instant(_ word: String) -> Int64? {
    let pieces = word.split(separator: "T", maxSplits: 1, omittingEmptySubsequences: false)
    guard let date = ValueReader.date(String(pieces[0])) else { return nil }
    guard pieces.count == 2 else { return Moment.instant(of: date) }
    let time = pieces[1].split(separator: ":", omittingEmptySubsequences: false)
    guard time.count == 2, let hour = Int(time[0]), let minute = Int(time[1]),
      (0..<24).contains(hour), (0..<60).contains(minute)
    else { return nil }
    return Moment.instant(of: date, hour: hour, minute: minute)
  }
}

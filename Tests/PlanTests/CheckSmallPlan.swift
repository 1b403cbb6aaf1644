import Foundation
import Plan

/// A small plan with the rules a careful reader says it breaks: the blameless plan, spoilt.
struct CheckSmallPlan: Decodable {
  var name: String
  var phase: String?
  /// Parts taken out.
  var remove: [String]?
  var withheld: [String]?
  /// Fields by address, as in `details.upn`: values as in `line:B801200005001`.
  var set: [String: String]?
  /// Records added at the end: `list`, and values by field. Links name records by list and number.
  var records: [[String: String]]?
  /// Fields of which somebody changed something after serving, as in `F.description`.
  var unexplained: [String]?
  var expect: [String]

  static func load(_ name: String) throws -> [CheckSmallPlan] {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("Fixtures")
    let data = try Data(contentsOf: folder.appendingPathComponent(name + ".json"))
    return try JSONDecoder().decode([CheckSmallPlan].self, from: data)
  }

  func plan() -> CheckPlanBuilder {
    var plan = CheckPlanBuilder.clean()
    plan.phase = phase.flatMap(Phase.init(rawValue:)) ?? .gather
    for part in remove ?? [] { plan.remove(part) }
    plan.withheld = Set((withheld ?? []).map { PartID($0) })
    for (address, value) in set ?? [:] {
      let (part, field) = Self.halves(address, at: ".")
      plan.set(part, field, Self.value(value, in: plan))
    }
    for record in records ?? [] {
      let (part, list) = Self.halves(record["list"] ?? "", at: ".")
      let id = plan.record(part, list, [:])
      for (field, value) in record.sorted(by: { $0.key < $1.key }) where field != "list" {
        plan.set(id, field, Self.value(value, in: plan))
      }
    }
    plan.context.unexplainedChanges = unexplained.map { places in
      places.map { address in
        let (part, field) = Self.halves(address, at: ".")
        return UnexplainedChange(place: Place(part: PartID(part), field: field))
      }
    }
    return plan
  }

  private static func value(_ text: String, in plan: CheckPlanBuilder) -> FieldValue {
    let (kind, words) = halves(text, at: ":")
    switch kind {
    case "line": return words.isEmpty ? .empty : .line(words)
    case "date": return CivilDate(words).map(FieldValue.date) ?? .empty
    case "flag": return .flag(words == "yes")
    case "links": return .links(words.split(separator: ",").compactMap { plan.find(String($0)) })
    default: return words.isEmpty ? .empty : .text(words)
    }
  }

  private static func halves(_ text: String, at mark: Character) -> (String, String) {
    let index = text.firstIndex(of: mark) ?? text.endIndex
    return (String(text[..<index]), String(text[index...].dropFirst()))
  }
}

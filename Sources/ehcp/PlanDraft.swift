import CRDT
import Client
import Import
import Plan
import Terminal

/// A plan's file held against the plan that is to take it in: what will be written, and what stays out.
struct PlanDraft {
  /// Why a part of the file stays out.
  enum Absence: Hashable {
    /// The person may not write there.
    case notPermitted
    /// The plan has no such part.
    case unknown
  }

  let file: PlanFile
  let plan: OpenPlan
  private(set) var contents: PlanContents
  private(set) var absent: [(part: PartID, why: Absence)] = []
  /// Reports of the file, which become reports of the person here: unsigned, with the author they name.
  private(set) var reports: [PartID] = []

  /// - Parameter chosen: the only part to take in; nil for all.
  init(_ file: PlanFile, in plan: OpenPlan, only chosen: PartID?) {
    self.file = file
    self.plan = plan
    contents = file.contents
    contents.parts.removeAll { $0.isEmpty || chosen != nil && $0.id != chosen }
    for part in contents.parts {
      if let why = Self.absence(of: part.id, in: plan) { absent.append((part.id, why)) }
      if plan.template.part(part.id)?.kind == .advice { reports.append(part.id) }
    }
    contents.parts.removeAll { part in absent.contains { $0.part == part.id } }
    reports.removeAll { report in absent.contains { $0.part == report } }
  }

  private static func absence(of part: PartID, in plan: OpenPlan) -> Absence? {
    guard let description = plan.template.part(part) else { return .unknown }
    if description.kind == .advice {
      let author = Member(role: plan.member.role, ownReports: [part])
      let verdict = plan.policy.judge(.edit, in: part, by: author)
      return verdict == .allowed ? nil : .notPermitted
    }
    return plan.refusal(of: .edit, in: part) == nil ? nil : .notPermitted
  }

  // MARK: What stands in the way

  /// What the plan says of its child otherwise than the file does; nil where they agree.
  func otherChild(in view: PlanView) -> (field: String, here: String, file: String)? {
    let id = PartID("details")
    guard let details = view.part(id), let written = file.contents.part(id) else { return nil }
    for key in ["forename", "surname", "date-of-birth", "upn", "nhs-number"] {
      guard let field = details.field(key), field.value != .empty,
        case .value(let value) = written.fields.first(where: { $0.key == key })?.value,
        Self.folded(value.plainText) != Self.folded(field.value.plainText)
      else { continue }
      return (field.title, field.value.plainText, value.plainText)
    }
    return nil
  }

  private static func folded(_ text: String) -> String {
    text.lowercased().split { $0 == " " }.joined(separator: " ")
  }

  /// Parts that hold something else already: nothing that stands there is replaced.
  func occupied(in view: PlanView) -> [PartID] {
    contents.parts.filter { part in
      guard let present = view.part(part.id), !reports.contains(part.id) else { return false }
      if present.collections.contains(where: { !$0.records.isEmpty }) { return true }
      return present.fields.contains { field in
        guard field.value != .empty else { return false }
        let written = part.fields.first { $0.key == field.key }?.value
        return written.map { $0 != .value(field.value) } ?? false
      }
    }.map(\.id)
  }

  // MARK: Writing

  /// What is to be written.
  ///
  /// - Parameter names: the names of the reports here; the file's own where there are none yet.
  func copy(naming names: [PartID: PartID] = [:]) -> PlanCopy {
    let template = plan.template
    func name(_ writer: PlanContents.Writer) -> String { Self.name(writer, template) }
    var provenance: [PartID: String] = [:]
    let day = file.writtenOn.map { " as it was on \($0)" } ?? ""
    for part in contents.parts {
      guard let writers = file.writers[part.id], !writers.isEmpty else { continue }
      provenance[names[part.id] ?? part.id] =
        "Taken in from the plan \(file.reference)\(day). Written there by: "
        + writers.map(name).joined(separator: ", ") + "."
    }
    return PlanCopy(
      contents.renaming(reports: names), provenance: provenance, date: file.writtenOn
    ) { $0.map { Self.name($0, template) } ?? "somebody not named there" }
  }

  /// As in `Priya Shah (educational psychologist)`.
  static func name(_ writer: PlanContents.Writer, _ template: PlanTemplate) -> String {
    let role = template.role(writer.role)?.title ?? writer.role.description
    return writer.name.isEmpty ? role : "\(writer.name) (\(role))"
  }
}

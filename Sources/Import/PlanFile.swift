package import Plan

/// A plan as “ehcp export --format json” wrote it, read against the template of the plan that is to
/// take it in.
package struct PlanFile: Hashable, Sendable {
  package var reference: String
  /// The rule pack it was made under; nil in files of before that was written.
  package var pack: String?
  /// The day it was written.
  package var writtenOn: CivilDate?
  package var contents: PlanContents
  /// Who wrote in each part, by name: each person once, in the order of the file.
  package var writers: [PartID: [PlanContents.Writer]]
  /// What of it does not fit the template.
  package var leftovers: [Leftover]
  /// What of it belongs to the plan it was written from, and is not taken in.
  package var remainders: [Remainder: Int]
  /// Sections that whoever wrote it was not shown.
  package var withheld: [PartID]

  /// Words that find no place.
  package struct Leftover: Hashable, Sendable {
    package enum Reason: Hashable, Sendable {
      /// The template has no such part, list or field.
      case unknownPlace
      /// The field does not take such a value.
      case badValue
    }

    /// As in `B.2.area`, by the file's own numbers.
    package var place: String
    package var words: String
    package var reason: Reason
  }

  package enum Remainder: String, Hashable, Sendable, CaseIterable {
    /// Official acts, signatures among them: they bind the plan they were done with.
    case acts
    case suggestions
    case representations
    /// What two people changed at once, not yet looked at.
    case reviews
    /// Values written at the same time as those that are taken.
    case alternatives
    /// Records deleted by one and edited by another: they are taken, the question is not.
    case contestedDeletions
  }

  /// Whether bytes look like JSON and not like a text for people.
  package static func isLikely(_ bytes: [UInt8]) -> Bool {
    let spaces: Set<UInt8> = [0x20, 0x09, 0x0A, 0x0D, 0xEF, 0xBB, 0xBF]
    return bytes.first { !spaces.contains($0) } == UInt8(ascii: "{")
  }

  /// Reads a plan.
  ///
  /// - Throws: where it is not JSON, not a plan, or of another version; nothing else is a reason to
  ///   refuse it.
  package static func read(
    _ bytes: [UInt8], template: PlanTemplate
  ) throws(ImportError) -> PlanFile {
    let limits = JSONText.Limits(
      bytes: ImportLimits.planBytes, depth: ImportLimits.planDepth, values: ImportLimits.planValues)
    let root: JSONNode
    do { root = try JSONText.parse(bytes, limits: limits) } catch { throw .notJSON(error) }
    var reader = PlanFileReader(template: template)
    return try reader.read(PlanNode(root))
  }
}

import Foundation

/// A sentence with the rules a careful reader says it breaks.
struct CheckLabelledSentence: Decodable {
  var text: String
  var child: String?
  var part: String?
  var pronouns: String?
  var who: String?
  var ratio: String?
  var frequency: String?
  var duration: String?
  var by: String?
  var baseline: String?
  var expect: [String]?
  /// The elements E06 must name, in any order.
  var missing: [String]?

  static func load(_ name: String) throws -> [CheckLabelledSentence] {
    let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("Fixtures")
    let data = try Data(contentsOf: folder.appendingPathComponent(name + ".json"))
    return try JSONDecoder().decode([CheckLabelledSentence].self, from: data)
  }
}

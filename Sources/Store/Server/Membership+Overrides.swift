import Foundation

extension Membership {
  /// The overrides as a JSON object with its keys in order; nil if there are none.
  var overridesText: String? {
    guard !overrides.isEmpty else { return nil }
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    return (try? encoder.encode(overrides)).map { String(decoding: $0, as: UTF8.self) }
  }

  /// Reads what `overridesText` wrote. Anything else is an error: a right must not be guessed.
  static func overrides(from text: String?) throws(StoreError) -> [String: String] {
    guard let text else { return [:] }
    do {
      return try JSONDecoder().decode([String: String].self, from: Data(text.utf8))
    } catch {
      throw .damagedRow(table: "membership")
    }
  }
}

import Plan
import Terminal

/// A comment or suggestion by what people call it.
struct Named<Item: Sendable>: Sendable {
  var part: PartID
  /// As in `C7`, or `C7-tkwnf` where two have the number.
  var label: String
  var number: Int
  var item: Item

  /// As in `F.C7`.
  var name: String { "\(part).\(label)" }

  /// The one that `F.C7`, or `C7` where only one section has it, means.
  ///
  /// - Parameters:
  ///   - prefix: the letter before its number.
  ///   - noun: what it is.
  ///   - list: the command that lists them all.
  static func find(
    _ word: String, among items: [Named], prefix: String, noun: String, list: String
  ) throws(UserError) -> Named {
    let pieces = word.lowercased().split(separator: ".", maxSplits: 1).map(String.init)
    let name = pieces.last ?? ""
    let known = items.filter {
      pieces.count < 2 || $0.part.description.lowercased() == pieces[0]
    }
    let digits = name.hasPrefix(prefix.lowercased()) ? String(name.dropFirst()) : name
    let exact = known.filter { $0.label.lowercased() == name }
    let found = exact.isEmpty ? known.filter { Int(digits) == $0.number } : exact
    guard let first = found.first else {
      throw UserError(
        "There is no \(noun) “\(Escaping.line(word))”.", hint: "See: \(list)", exitCode: .usage)
    }
    guard found.count == 1 else {
      throw UserError(
        "Several \(noun)s could be meant.",
        hint: "Give one of: \(found.map(\.name).joined(separator: ", ")).", exitCode: .usage)
    }
    return first
  }
}

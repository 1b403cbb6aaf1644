/// An element of a Word file's part, read without regard to its words.
final class WordElement {
  let name: String
  let attributes: [String: String]
  private(set) var children: [WordElement] = []

  private init(name: String, attributes: [String: String]) {
    self.name = name
    self.attributes = attributes
  }

  /// The root of a part that the writers made: no comments, no sections of characters.
  static func read(_ xml: String) -> WordElement? {
    let document = WordElement(name: "", attributes: [:])
    var open = [document]
    for piece in xml.split(separator: "<").dropFirst() where !piece.hasPrefix("?") {
      let tag = piece.prefix { $0 != ">" }
      if tag.hasPrefix("/") {
        guard open.count > 1, open.removeLast().name == tag.dropFirst() else { return nil }
        continue
      }
      let isEmpty = tag.hasSuffix("/")
      let element = WordElement(tag: isEmpty ? tag.dropLast() : tag)
      open[open.count - 1].children.append(element)
      if !isEmpty { open.append(element) }
    }
    return open.count == 1 ? document.children.first : nil
  }

  private convenience init(tag: Substring) {
    let pieces = tag.split(separator: "\"", omittingEmptySubsequences: false)
    let name = tag.prefix { $0 != " " }
    var attributes: [String: String] = [:]
    for index in stride(from: 0, to: pieces.count - 1, by: 2) {
      let key = pieces[index].dropLast().split(separator: " ").last.map(String.init) ?? ""
      attributes[key] = String(pieces[index + 1])
    }
    self.init(name: String(name), attributes: attributes)
  }

  /// The element and all below it, in the order of the file.
  var all: [WordElement] { [self] + children.flatMap(\.all) }

  func all(_ name: String) -> [WordElement] { all.filter { $0.name == name } }

  var value: String? { attributes["w:val"] }
}

/// What a caret steps over: one grapheme cluster (Unicode annex 29), and how it is shown.
struct Cluster: Hashable, Sendable {
  /// Where it begins in the text, in Unicode scalars.
  var offset: Int
  /// In Unicode scalars.
  var length: Int
  /// Harmless to a terminal.
  var glyph: String
  /// Columns; 0 for a line end.
  var width: Int
  /// One glyph over two columns, where an escaped one has a letter in each.
  var isWide = false
  var isLineEnd = false
  var isSpace = false

  static func clusters(of text: String) -> [Cluster] {
    var clusters: [Cluster] = []
    var offset = 0
    for character in text {
      let cluster = Cluster(character, at: offset)
      clusters.append(cluster)
      offset += cluster.length
    }
    return clusters
  }

  private init(_ character: Character, at offset: Int) {
    self.offset = offset
    if let ascii = character.asciiValue, (0x20..<0x7F).contains(ascii) {
      (length, glyph, width, isSpace) = (1, String(character), 1, ascii == 0x20)
      return
    }
    let scalars = character.unicodeScalars
    length = scalars.count
    if character == "\n" || character == "\r\n" {
      (glyph, width, isLineEnd) = ("", 0, true)
      return
    }
    if character == "\t" {
      (glyph, width, isSpace) = ("    ", 4, true)
      return
    }
    let text = String(character)
    let escaped = Escaping.line(text)
    if escaped.utf8.count != text.utf8.count {
      (glyph, width) = (escaped, escaped.count)
      return
    }
    let columns = Self.columns(scalars)
    // A mark that stands on nothing gets a column to stand in.
    (glyph, width) = (columns == 0 ? " " + text : text, max(columns, 1))
    isWide = columns == 2
  }

  /// A terminal draws a cluster as wide as its widest sign; with an emoji's selector two columns.
  private static func columns(_ scalars: Character.UnicodeScalarView) -> Int {
    var widest = 0
    for scalar in scalars {
      if scalar == "\u{FE0F}" { return 2 }
      widest = max(widest, DisplayWidth.columns(scalar))
    }
    return widest
  }
}

extension String {
  /// Appends a text with what `escape` gives in place of single scalars; where it gives nil, the scalar
  /// stands as it is.
  ///
  /// What stands between two escapes is appended in one piece: scalar by scalar that takes some ten
  /// times as long.
  @inlinable
  package mutating func append(_ text: String, escaping escape: (Unicode.Scalar) -> String?) {
    let utf8 = text.utf8
    var start = utf8.startIndex
    var offset = 0
    for scalar in text.unicodeScalars {
      let width = UTF8.width(scalar)
      if let escaped = escape(scalar) {
        let end = utf8.index(utf8.startIndex, offsetBy: offset)
        append(contentsOf: text[start..<end])
        append(contentsOf: escaped)
        start = utf8.index(end, offsetBy: width)
      }
      offset += width
    }
    append(contentsOf: text[start...])
  }
}

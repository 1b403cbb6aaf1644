extension JSONValue {
  /// How a value is laid out.
  package enum Layout: Sendable {
    /// On one line, for another program.
    case compact
    /// One member a line, indented by two spaces, for a person.
    case indented
  }

  /// The value as JSON text, without a final line feed. The same value gives the same bytes.
  ///
  /// Characters that a screen hides or that turn the direction of what follows them are escaped,
  /// so that what a person sees is what is there. O(size of the text).
  package func text(_ layout: Layout = .compact) -> String {
    var text = ""
    write(to: &text, layout, depth: 0)
    return text
  }

  private func write(to text: inout String, _ layout: Layout, depth: Int) {
    switch self {
    case .null: text += "null"
    case .bool(let value): text += value ? "true" : "false"
    case .integer(let value): text += String(value)
    case .decimal(let value): text += value.isFinite ? value.description : "null"
    case .string(let value): Self.writeString(value, to: &text)
    case .array(let elements):
      Self.writeItems(elements, between: ("[", "]"), to: &text, layout, depth) { element, text in
        element.write(to: &text, layout, depth: depth + 1)
      }
    case .object(let members):
      Self.writeItems(members, between: ("{", "}"), to: &text, layout, depth) { member, text in
        Self.writeString(member.key, to: &text)
        text += layout == .indented ? ": " : ":"
        member.value.write(to: &text, layout, depth: depth + 1)
      }
    }
  }

  private static func writeItems<Item>(
    _ items: [Item], between brackets: (String, String), to text: inout String, _ layout: Layout,
    _ depth: Int, write: (Item, inout String) -> Void
  ) {
    func breakLine(_ depth: Int) {
      guard layout == .indented, !items.isEmpty else { return }
      text += "\n"
      for _ in 0..<depth { text += "  " }
    }
    text += brackets.0
    for (index, item) in items.enumerated() {
      if index > 0 { text += "," }
      breakLine(depth + 1)
      write(item, &text)
    }
    breakLine(depth)
    text += brackets.1
  }

  private static func writeString(_ value: String, to text: inout String) {
    text += "\""
    if value.utf8.allSatisfy(isPlain) {
      text += value
    } else {
      writeEscaped(value, to: &text)
    }
    text += "\""
  }

  /// Whether the byte stands for itself in every string: printable ASCII but two.
  private static func isPlain(_ byte: UInt8) -> Bool {
    (0x20..<0x7F).contains(byte) && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")
  }

  /// Writes what lies between two escapes at a time: scalar by scalar the text would grow slowly.
  private static func writeEscaped(_ value: String, to text: inout String) {
    let scalars = value.unicodeScalars
    var written = scalars.startIndex
    for index in scalars.indices {
      guard let escape = escape(of: scalars[index]) else { continue }
      text += value[written..<index]
      text += escape
      written = scalars.index(after: index)
    }
    text += value[written...]
  }

  /// Nil where the scalar stands for itself.
  private static func escape(of scalar: Unicode.Scalar) -> String? {
    switch scalar {
    case "\"": return "\\\""
    case "\\": return "\\\\"
    case "\n": return "\\n"
    case "\r": return "\\r"
    case "\t": return "\\t"
    default:
      guard mustEscape(scalar) else { return nil }
      let digits = String(scalar.value, radix: 16)
      return "\\u" + String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits
    }
  }

  /// Controls (as RFC 8259 section 7 demands, and DEL and the C1 set), line and paragraph
  /// separators, and the marks of the bidirectional algorithm. All lie in the basic plane.
  private static func mustEscape(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x00..<0x20, 0x7F...0x9F, 0x061C, 0x200E...0x200F, 0x2028...0x202E, 0x2066...0x2069,
      0xFEFF:
      true
    default: false
    }
  }
}

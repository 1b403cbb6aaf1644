import CRDT

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
    func lineBreak(_ depth: Int) -> String {
      layout == .indented && !items.isEmpty ? "\n" + String(repeating: "  ", count: depth) : ""
    }
    // Made once for all items: they are many.
    let newLine = lineBreak(depth + 1)
    text += brackets.0
    for (index, item) in items.enumerated() {
      if index > 0 { text += "," }
      text += newLine
      write(item, &text)
    }
    text += lineBreak(depth)
    text += brackets.1
  }

  private static func writeString(_ value: String, to text: inout String) {
    text += "\""
    if value.utf8.allSatisfy(isPlain) {
      text += value
    } else {
      text.append(value) { scalar in
        switch scalar {
        case "\"": "\\\""
        case "\\": "\\\\"
        case "\n": "\\n"
        case "\r": "\\r"
        case "\t": "\\t"
        default: mustEscape(scalar) ? escape(scalar) : nil
        }
      }
    }
    text += "\""
  }

  /// Whether the byte stands for itself in every string: printable ASCII but two.
  private static func isPlain(_ byte: UInt8) -> Bool {
    (0x20..<0x7F).contains(byte) && byte != UInt8(ascii: "\"") && byte != UInt8(ascii: "\\")
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

  private static func escape(_ scalar: Unicode.Scalar) -> String {
    let digits = String(scalar.value, radix: 16)
    return "\\u" + String(repeating: "0", count: max(0, 4 - digits.utf8.count)) + digits
  }
}

import Store

/// A feed in the Atom syndication format (RFC 4287), as a value.
struct AtomFeed: Sendable {
  struct Entry: Sendable {
    /// Never changes, whatever else of the entry does: a URI (RFC 4287, 4.2.6).
    var id: String
    var title: String
    var updated: UnixTime
    /// Who did it; nil for the server.
    var author: String?
    /// The plan's reference, for readers that sort by it.
    var category: String
  }

  static let mediaType = "application/atom+xml; charset=utf-8"

  var id: String
  var title: String
  /// For a feed without entries.
  var created: UnixTime
  /// The latest first.
  var entries: [Entry]

  var xml: String {
    let updated = entries.map(\.updated).max() ?? created
    var xml = """
      <?xml version="1.0" encoding="utf-8"?>
      <feed xmlns="http://www.w3.org/2005/Atom">
        <id>\(Self.escaped(id))</id>
        <title>\(Self.escaped(title))</title>
        <updated>\(updated.text)</updated>
        <author><name>ehcpd</name></author>
        <generator>ehcpd</generator>

      """
    for entry in entries {
      xml += "  <entry>\n"
      xml += "    <id>\(Self.escaped(entry.id))</id>\n"
      xml += "    <title>\(Self.escaped(entry.title))</title>\n"
      xml += "    <updated>\(entry.updated.text)</updated>\n"
      if let author = entry.author {
        xml += "    <author><name>\(Self.escaped(author))</name></author>\n"
      }
      xml += "    <category term=\"\(Self.escaped(entry.category))\"/>\n"
      xml += "    <content type=\"text\">\(Self.escaped(entry.title))</content>\n"
      xml += "  </entry>\n"
    }
    return xml + "</feed>\n"
  }

  /// A name for something out of what it is made of: a UUID of version 8 (RFC 9562), always the same.
  static func identifier(_ pieces: [String]) -> String {
    var bytes = Array(
      Cryptography.blake2b(Array("ehcp feed 1\0".utf8) + Array(pieces.joined(separator: "\0").utf8))
        .prefix(16))
    bytes[6] = bytes[6] & 0x0F | 0x80
    bytes[8] = bytes[8] & 0x3F | 0x80
    let digits = Array(Cryptography.hexadecimal(bytes))
    let ends = [8, 12, 16, 20, 32]
    let groups = zip([0] + ends, ends).map { String(digits[$0..<$1]) }
    return "urn:uuid:" + groups.joined(separator: "-")
  }

  /// Text for an element or attribute. What XML 1.0 has no place for (its section 2.2) becomes U+FFFD.
  static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "&": result += "&amp;"
      case "<": result += "&lt;"
      case ">": result += "&gt;"
      case "\"": result += "&quot;"
      case "\u{9}", "\u{A}", "\u{D}": result += "&#\(scalar.value);"
      case "\u{0}"..<" ", "\u{FFFE}", "\u{FFFF}": result += "\u{FFFD}"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}

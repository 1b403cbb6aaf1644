import HTTP
import Plan

/// The JSON object a request brought. Members that are not asked for are ignored: a later client may
/// send more.
struct RequestBody: Sendable {
  private let object: JSONValue

  init(_ bytes: [UInt8]) throws(RequestRefusal) {
    let limits = JSONText.Limits(bytes: 64 << 10, depth: 8, values: 1_000)
    guard let node = try? JSONText.parse(bytes, limits: limits), case .object = node.content else {
      throw .notJSON
    }
    object = node.value
  }

  init(_ object: JSONValue) { self.object = object }

  /// A line of text, without control characters, of 1 to `limit` bytes.
  func text(_ name: String, limit: Int = 256) throws(RequestRefusal) -> String {
    guard let text = try optionalText(name, limit: limit) else { throw .badField(name) }
    return text
  }

  /// The same; nil where it is absent or null.
  func optionalText(_ name: String, limit: Int = 256) throws(RequestRefusal) -> String? {
    switch object[name] {
    case nil, .null: return nil
    case .string(let text):
      guard (1...limit).contains(text.utf8.count), text.unicodeScalars.allSatisfy(Self.isPrinting),
        text.unicodeScalars.contains(where: { $0 != " " })
      else { throw .badField(name) }
      return text
    default: throw .badField(name)
    }
  }

  /// Several such lines; nil where the member is absent or null.
  func optionalTexts(_ name: String, limit: Int) throws(RequestRefusal) -> [String]? {
    switch object[name] {
    case nil, .null: return nil
    case .array(let elements) where elements.count <= limit:
      return try elements.map { element throws(RequestRefusal) in
        guard case .string(let text) = element, (1...256).contains(text.utf8.count),
          text.unicodeScalars.allSatisfy(Self.isPrinting)
        else { throw .badField(name) }
        return text
      }
    default: throw .badField(name)
    }
  }

  /// True or false; nil where it is absent or null.
  func optionalFlag(_ name: String) throws(RequestRefusal) -> Bool? {
    switch object[name] {
    case nil, .null: return nil
    case .bool(let value): return value
    default: throw .badField(name)
    }
  }

  /// A whole number within a range; nil where it is absent or null.
  func optionalInteger(
    _ name: String, in range: ClosedRange<Int64>
  ) throws(RequestRefusal) -> Int64? {
    switch object[name] {
    case nil, .null: return nil
    case .integer(let value) where range.contains(value): return value
    default: throw .badField(name)
    }
  }

  /// The members of an object; nil where it is absent or null.
  func optionalMembers(_ name: String) throws(RequestRefusal) -> [JSONValue.Member]? {
    switch object[name] {
    case nil, .null: return nil
    case .object(let members): return members
    default: throw .badField(name)
    }
  }

  /// No control, and none of the marks that turn the direction of what follows: a name must look
  /// like what it is.
  private static func isPrinting(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x00..<0x20, 0x7F...0x9F, 0x061C, 0x200E...0x200F, 0x2028...0x202E, 0x2066...0x2069,
      0xFEFF:
      false
    default: true
    }
  }
}

/// Where one object stands in a part: a named place at the root, or inside a record.
///
/// An object needs no creation: writing at an address brings it to be. So two people who fill in an
/// empty field at the same time write into one text, not into two. Text, register, set and list are
/// told apart by the operation, so each kind has its own object even at an equal address.
package struct ObjectAddress: Hashable, Sendable {
  /// The record the object belongs to (the event that created it); nil at the part's root.
  package let record: EventID?
  /// The field's or list's name, as in the template: 1 to 64 bytes of UTF-8.
  package let key: String

  package init(record: EventID? = nil, key: String) {
    self.record = record
    self.key = key
  }
}

/// What a register holds.
package enum RegisterValue: Hashable, Sendable {
  case none
  case flag(Bool)
  case integer(Int64)
  case text(String)
  case identifier(EventID)
}

// Equal bytes, not equal looks: Swift holds "é" and "e\u{301}" for one string, and which of them a
// set or table then kept would depend on which came first.

extension ObjectAddress {
  package static func == (left: ObjectAddress, right: ObjectAddress) -> Bool {
    left.record == right.record && left.key.utf8.elementsEqual(right.key.utf8)
  }

  package func hash(into hasher: inout Hasher) {
    hasher.combine(record)
    hasher.combine(utf8Of: key)
  }
}

extension RegisterValue {
  package static func == (left: RegisterValue, right: RegisterValue) -> Bool {
    switch (left, right) {
    case (.none, .none): true
    case (.flag(let left), .flag(let right)): left == right
    case (.integer(let left), .integer(let right)): left == right
    case (.text(let left), .text(let right)): left.utf8.elementsEqual(right.utf8)
    case (.identifier(let left), .identifier(let right)): left == right
    case (.none, _), (.flag, _), (.integer, _), (.text, _), (.identifier, _): false
    }
  }

  package func hash(into hasher: inout Hasher) {
    switch self {
    case .none: hasher.combine(0)
    case .flag(let flag): hasher.combine(flag)
    case .integer(let number): hasher.combine(number)
    case .text(let text): hasher.combine(utf8Of: text)
    case .identifier(let event): hasher.combine(event)
    }
  }
}

extension Hasher {
  /// A text's bytes, all at once.
  mutating func combine(utf8Of text: String) {
    var text = text
    text.withUTF8 { combine(bytes: UnsafeRawBufferPointer($0)) }
    combine(0xff as UInt8)
  }
}

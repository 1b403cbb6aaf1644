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

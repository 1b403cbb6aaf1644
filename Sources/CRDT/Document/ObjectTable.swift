/// What an object is, told by the operations that write to it.
enum ObjectKind: UInt8, Sendable {
  /// A sequence of Unicode scalars.
  case text = 0
  /// A multi-value register.
  case register = 1
  /// A set in which adding wins over removing at the same time.
  case set = 2
  /// An ordered list of records.
  case list = 3
  /// Whether a record stands: the register that deleting and restoring write to.
  case alive = 4
}

/// The objects of one document, numbered in order of their first operation.
struct ObjectTable: Sendable {
  /// An object's address inside this process: the record's local version, the key's number, the kind.
  struct Entry: Hashable, Sendable {
    /// `root` where the object stands at the part's root.
    var record: UInt32
    var key: UInt32
    var kind: ObjectKind
  }

  static let root = UInt32.max

  private(set) var entries: [Entry] = []
  private var indexOfEntry: [Entry: Int] = [:]
  private(set) var keys: [String] = []
  /// By the key's bytes: keys that only look alike are two.
  private var indexOfKey: [[UInt8]: UInt32] = [:]
  /// For each object, where its state is kept in the column of its kind.
  private(set) var slots: [Int] = []
  private(set) var counts = Counts()
  private var recentObject = 0

  var count: Int { entries.count }

  func kind(_ object: Int) -> ObjectKind { entries[object].kind }
  func key(_ object: Int) -> String { keys[Int(entries[object].key)] }

  /// The record an object belongs to; nil at the root.
  func record(_ object: Int) -> Int? {
    let record = entries[object].record
    return record == Self.root ? nil : Int(record)
  }

  /// The object's number if it was written to before.
  func find(record: Int?, key: String, kind: ObjectKind) -> Int? {
    guard let key = indexOfKey[Array(key.utf8)] else { return nil }
    let record = record.map { UInt32(truncatingIfNeeded: $0) } ?? Self.root
    return indexOfEntry[Entry(record: record, key: key, kind: kind)]
  }

  /// The object's number, making room for it. O(1).
  mutating func intern(record: Int?, key: String, kind: ObjectKind) -> Int {
    if let recent = recent(record: record, key: key, kind: kind) { return recent }
    let entry = Entry(
      record: record.map { UInt32(truncatingIfNeeded: $0) } ?? Self.root, key: intern(key),
      kind: kind)
    if let index = indexOfEntry[entry] {
      recentObject = index
      return index
    }
    let index = entries.count
    recentObject = index
    entries.append(entry)
    indexOfEntry[entry] = index
    switch kind {
    case .text:
      slots.append(counts.text)
      counts.text += 1
    case .register, .alive:
      slots.append(counts.register)
      counts.register += 1
    case .set:
      slots.append(counts.set)
      counts.set += 1
    case .list:
      slots.append(counts.list)
      counts.list += 1
    }
    counts.objects = entries.count
    return index
  }

  /// The object asked for last, if it is this one: edits come in runs.
  private func recent(record: Int?, key: String, kind: ObjectKind) -> Int? {
    guard recentObject < entries.count else { return nil }
    let entry = entries[recentObject]
    let number = record.map { UInt32(truncatingIfNeeded: $0) } ?? Self.root
    guard entry.record == number, entry.kind == kind,
      keys[Int(entry.key)].utf8.elementsEqual(key.utf8)
    else { return nil }
    return recentObject
  }

  /// The object asked for last, if it is a text of this name; nil tells nothing.
  func recentText(of record: Int?, named key: ArraySlice<UInt8>) -> Int? {
    guard recentObject < entries.count else { return nil }
    let entry = entries[recentObject]
    let number = record.map { UInt32(truncatingIfNeeded: $0) } ?? Self.root
    guard entry.kind == .text, entry.record == number,
      keys[Int(entry.key)].utf8.elementsEqual(key)
    else { return nil }
    return recentObject
  }

  /// How many objects there are of each kind of state.
  struct Counts: Sendable {
    var objects = 0
    var keys = 0
    var text = 0
    var register = 0
    var set = 0
    var list = 0
  }

  /// Forgets the objects met since there were only so many.
  mutating func roll(back earlier: Counts) {
    for entry in entries[earlier.objects...] { indexOfEntry[entry] = nil }
    entries.removeLast(entries.count - earlier.objects)
    slots.removeLast(slots.count - earlier.objects)
    for key in keys[earlier.keys...] { indexOfKey[Array(key.utf8)] = nil }
    keys.removeLast(keys.count - earlier.keys)
    counts = earlier
  }

  private mutating func intern(_ key: String) -> UInt32 {
    let bytes = Array(key.utf8)
    if let index = indexOfKey[bytes] { return index }
    let index = UInt32(truncatingIfNeeded: keys.count)
    keys.append(key)
    indexOfKey[bytes] = index
    counts.keys = keys.count
    return index
  }
}

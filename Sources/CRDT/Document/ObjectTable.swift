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
  private var entryTable = IndexTable()
  private(set) var keys: [String] = []
  /// By the key's bytes: keys that only look alike are two.
  private var keyTable = IndexTable()
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
    guard let key = number(ofKey: key, hash: Self.hash(key)) else { return nil }
    return find(Entry(record: Self.number(record), key: key, kind: kind))
  }

  private func find(_ entry: Entry) -> Int? {
    entryTable.first(hash: entry.hash) { entries[$0] == entry }
  }

  /// The object's number, making room for it. O(1).
  mutating func intern(record: Int?, key: String, kind: ObjectKind) -> Int {
    if let recent = recent(record: record, key: key, kind: kind) { return recent }
    return intern(Entry(record: Self.number(record), key: intern(key), kind: kind))
  }

  /// The object's number, making room for it; by the number of its key.
  mutating func intern(record: Int?, keyNumber: Int, kind: ObjectKind) -> Int {
    let key = UInt32(truncatingIfNeeded: keyNumber)
    return intern(Entry(record: Self.number(record), key: key, kind: kind))
  }

  private mutating func intern(_ entry: Entry) -> Int {
    if let index = find(entry) {
      recentObject = index
      return index
    }
    let index = entries.count
    recentObject = index
    entries.append(entry)
    entryTable.append(hash: entry.hash) { entries[$0].hash }
    switch entry.kind {
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
    guard entry.record == Self.number(record), entry.kind == kind,
      keys[Int(entry.key)].utf8.elementsEqual(key.utf8)
    else { return nil }
    return recentObject
  }

  /// The object asked for last, if it is a text of this name; nil tells nothing.
  func recentText(of record: Int?, named key: ArraySlice<UInt8>) -> Int? {
    guard recentObject < entries.count else { return nil }
    let entry = entries[recentObject]
    guard entry.kind == .text, entry.record == Self.number(record),
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
    while entries.count > earlier.objects {
      entryTable.removeLast(hash: entries.removeLast().hash)
      slots.removeLast()
    }
    while keys.count > earlier.keys { keyTable.removeLast(hash: Self.hash(keys.removeLast())) }
    counts = earlier
  }

  // MARK: Keys

  /// The number of a key, making room for it: keys are numbered in order of first use.
  mutating func intern(_ key: String) -> UInt32 {
    let hash = Self.hash(key)
    if let number = number(ofKey: key, hash: hash) { return number }
    let number = UInt32(truncatingIfNeeded: keys.count)
    keys.append(key)
    keyTable.append(hash: hash) { Self.hash(keys[$0]) }
    counts.keys = keys.count
    return number
  }

  private func number(ofKey key: String, hash: UInt64) -> UInt32? {
    keyTable.first(hash: hash) { keys[$0].utf8.elementsEqual(key.utf8) }
      .map { UInt32(truncatingIfNeeded: $0) }
  }

  private static func hash(_ key: String) -> UInt64 {
    var hasher = Hasher()
    hasher.combine(utf8Of: key)
    return UInt64(truncatingIfNeeded: hasher.finalize())
  }

  private static func number(_ record: Int?) -> UInt32 {
    record.map { UInt32(truncatingIfNeeded: $0) } ?? root
  }
}

extension ObjectTable.Entry {
  /// Differs from process to process, as Swift's own hashes do.
  private static let seed = UInt64(truncatingIfNeeded: Hasher().finalize())

  /// The finaliser of splitmix64 (Steele, Lea, Flood: Fast Splittable Pseudorandom Number Generators,
  /// OOPSLA 2014): an entry is one word, and Swift's own hash of its three fields takes five times as
  /// long.
  fileprivate var hash: UInt64 {
    var word = UInt64(record) << 32 ^ UInt64(key) << 3 ^ UInt64(kind.rawValue) ^ Self.seed
    word = (word ^ word >> 30) &* 0xbf58_476d_1ce4_e5b9
    word = (word ^ word >> 27) &* 0x94d0_49bb_1331_11eb
    return word ^ word >> 31
  }
}

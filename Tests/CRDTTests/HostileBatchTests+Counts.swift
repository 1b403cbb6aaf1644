import CRDT
import TestSupport
import Testing

/// Lengths and counts that are not so.
extension HostileBatchTests {
  @Test func `counts that cannot be are refused before anything is made room for`() throws {
    for count in [UInt64(1) << 24, 1 << 40, 1 << 62, .max] {
      for path in [
        \RawBatch.claimedPieces, \.claimedAgents, \.claimedTargets, \.claimedRuns,
        \.claimedValues, \.claimedWritten, \.claimedText,
      ] {
        var raw = batch()
        raw.value(.write, raw.target(.register, TestPart.level()), .none)
        raw[keyPath: path] = count
        try expectRefused(raw, .malformed(.truncated))
      }
      var raw = batch(length: count)
      raw.value(.write, raw.target(.register, TestPart.level()), .none)
      try expectRefused(raw, .malformed(.invalid))
      raw = batch(length: count)
      raw.edit(
        .deleteForward, raw.target(.text, text), at: 0, length: Int64(bitPattern: count))
      try expectRefused(raw, count == 1 << 24 ? .outOfRange : .malformed(.invalid))
    }
  }

  @Test func `events that pieces and runs count differently are refused`() throws {
    for length in [UInt64(0), 2, 3] {
      var raw = batch(length: length)
      raw.value(.write, raw.target(.register, TestPart.level()), .none)
      try expectRefused(raw, .malformed(.invalid))
    }
    var raw = batch()
    try expectRefused(raw, .malformed(.invalid))
    raw.pieces = []
    try expectRefused(raw, .malformed(.invalid))
    raw = batch(length: 1 << 24)
    raw.pieces = Array(repeating: (1 << 24, document.frontier), count: 4)
    raw.value(.write, raw.target(.register, TestPart.level()), .none)
    try expectRefused(raw, .malformed(.invalid))
    raw = batch()
    raw.edit(.insert, raw.target(.text, text), at: 0, length: 0)
    try expectRefused(raw, .malformed(.invalid))
    raw = batch()
    raw.value(.write, 7, .none)
    try expectRefused(raw, .malformed(.invalid))
  }

  @Test func `text that is not text, or not as long as it says, is refused`() throws {
    let broken: [[UInt8]] = [
      [0xC0, 0xAF], [0xED, 0xA0, 0x80], [0xF5, 0x80, 0x80, 0x80], [0x80], [0xE2, 0x82], [0xFF],
      Array("abcdefgh".utf8) + [0xC3],
    ]
    for bytes in broken {
      var raw = batch()
      raw.edit(.insert, raw.target(.text, text), at: 0, length: 1)
      raw.text = bytes
      try expectRefused(raw, .malformed(.invalidText))
    }
    for (string, length) in [
      ("", Int64(1)), ("ab", 1), ("a", 2), ("é", 2), ("😀b", 1), ("e\u{301}", 1),
    ] {
      var raw = batch(length: UInt64(length))
      raw.edit(.insert, raw.target(.text, text), at: 0, length: length)
      raw.text = Array(string.utf8)
      try expectRefused(raw, .malformed(.invalid))
    }
  }
}

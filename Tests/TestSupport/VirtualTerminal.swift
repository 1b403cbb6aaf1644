/// A terminal as far as tests need one: it reads what a program writes and holds what a person would
/// see. Written from ECMA-48 and xterm's “ctlseqs”, apart from the product's own renderer.
package struct VirtualTerminal: Sendable {
  package let columns: Int
  package let rows: Int
  /// By row and column; the second column of a wide sign is empty.
  private var cells: [[String]]
  package private(set) var row = 0
  package private(set) var column = 0
  package private(set) var showsCursor = true
  /// Whether the other screen is on, as full-screen programs want it.
  package private(set) var isOtherScreen = false
  package private(set) var marksPastes = false
  /// What the program wrote that is not understood here; a test looks that there is none.
  package private(set) var unknown: [String] = []
  private var sequence: [UInt8]?
  private var letter: [UInt8] = []

  package init(columns: Int, rows: Int) {
    self.columns = columns
    self.rows = rows
    cells = Array(repeating: Array(repeating: " ", count: columns), count: rows)
  }

  /// What stands on each row, without the spaces at its end.
  package var lines: [String] {
    cells.map { row in
      var text = row.joined()
      while text.last == " " { text.removeLast() }
      return text
    }
  }

  package var text: String { lines.joined(separator: "\n") }

  package mutating func receive(_ bytes: some Sequence<UInt8>) {
    for byte in bytes { receive(byte) }
  }

  private mutating func receive(_ byte: UInt8) {
    if var open = sequence {
      open.append(byte)
      let isFirst = open.count == 1
      if (0x40...0x7E).contains(byte), !(isFirst && byte == UInt8(ascii: "[")) {
        sequence = nil
        carryOut(String(decoding: open, as: UTF8.self))
      } else {
        sequence = open
      }
      return
    }
    switch byte {
    case 0x1B: sequence = []
    case 0x0A: lineFeed()
    case 0x0D: column = 0
    case 0x08: column = max(0, column - 1)
    case 0x00..<0x20: break
    default:
      letter.append(byte)
      if let text = String(validating: letter, as: UTF8.self) {
        letter = []
        for scalar in text.unicodeScalars { put(scalar) }
      } else if letter.count == 4 {
        unknown.append("bytes \(letter)")
        letter = []
      }
    }
  }

  private mutating func lineFeed() {
    if row + 1 < rows {
      row += 1
    } else {
      cells.removeFirst()
      cells.append(Array(repeating: " ", count: columns))
    }
  }

  private mutating func put(_ scalar: Unicode.Scalar) {
    let before = column > 0 && column <= columns ? lastCell : nil
    if let before, Self.joins(scalar, cells[row][before]) {
      cells[row][before].unicodeScalars.append(scalar)
      return
    }
    let width = Self.isWide(scalar) ? 2 : 1
    if column + width > columns {
      column = 0
      lineFeed()
    }
    cells[row][column] = String(scalar)
    if width == 2 { cells[row][column + 1] = "" }
    column += width
  }

  /// The cell that was written last on this row.
  private var lastCell: Int {
    let last = column - 1
    return cells[row][last].isEmpty && last > 0 ? last - 1 : last
  }

  private static func joins(_ scalar: Unicode.Scalar, _ cell: String) -> Bool {
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format: true
    default: cell.unicodeScalars.last == "\u{200D}"
    }
  }

  private static func isWide(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.value {
    case 0x1100...0x115F, 0x2E80...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
      0xFF00...0xFF60, 0x1F300...0x1F64F, 0x1F900...0x1F9FF, 0x20000...0x3FFFD:
      true
    default: false
    }
  }

  // MARK: Sequences

  private mutating func carryOut(_ text: String) {
    guard text.hasPrefix("["), let final = text.last else { return unknown.append(text) }
    let body = text.dropFirst().dropLast()
    if body.hasPrefix("?") { return set(body.dropFirst(), isOn: final == "h", text) }
    let numbers = body.split(separator: ";", omittingEmptySubsequences: false).map { Int($0) }
    switch final {
    case "H":
      row = min(max((numbers.first.flatMap(\.self) ?? 1) - 1, 0), rows - 1)
      column = min(max((numbers.count > 1 ? numbers[1] ?? 1 : 1) - 1, 0), columns - 1)
    case "J" where numbers.first == 2:
      cells = Array(repeating: Array(repeating: " ", count: columns), count: rows)
    case "m": break
    default: unknown.append(text)
    }
  }

  private mutating func set(_ mode: Substring, isOn: Bool, _ text: String) {
    switch mode {
    case "25": showsCursor = isOn
    case "1049": isOtherScreen = isOn
    case "2004": marksPastes = isOn
    default: unknown.append(text)
    }
  }
}

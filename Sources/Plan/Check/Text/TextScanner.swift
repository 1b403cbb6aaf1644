import CRDT

/// Cuts a text into words. Used once, by `ScannedText`.
///
/// It walks the UTF-8 of the text, in which most letters are a byte that needs no decoding, and counts
/// places in Unicode scalars.
struct TextScanner {
  private(set) var words: [Word] = []
  /// Words longer than their term can spell out, by their place among `words`.
  private(set) var longWords: [Int: String] = [:]

  private let bytes: [UInt8]
  /// The byte to be read next; it begins a scalar.
  private var position = 0
  /// How many bytes before `position` begin no scalar.
  private var continuations = 0
  private var sentence = 0
  private var followsSpace = true

  init(_ text: String) {
    bytes = Array(text.utf8)
    // English has five to six bytes a word or mark, its space included.
    words.reserveCapacity(bytes.count / 4 + 1)
  }

  mutating func run() {
    while position < bytes.count {
      let byte = bytes[position]
      if byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r") {
        endSentence()
        position += 1
        followsSpace = true
      } else if Self.isLetter(byte) || (byte >= 0x80 && isLetter(at: position)) {
        takeWord()
      } else if isSpace(at: position) {
        step()
        followsSpace = true
      } else if Self.isDigit(byte) {
        takeNumber()
      } else {
        takeMark()
      }
    }
  }

  // MARK: - Tokens

  private mutating func takeNumber() {
    let start = place
    var digits = TermSpelling()
    var whole = 0
    var isWhole = true
    while isDigit(at: position) || (isSeparator(at: position) && isDigit(at: position + 1)) {
      let byte = bytes[position]
      if byte != UInt8(ascii: ",") { digits.append(byte) }
      if Self.isDigit(byte), whole < 100_000_000_000_000 {
        whole = 10 * whole + Int(byte & 0x0F)
      } else if byte != UInt8(ascii: ",") {
        isWhole = false
      }
      position += 1
    }
    let term = digits.term
    // A double holds a whole number of fifteen digits exactly.
    let value = isWhole ? Double(whole) : Double(digits.longWord ?? term.spelling ?? "")
    append(term, .number, from: start, value: value)
    keep(digits)
  }

  private mutating func takeWord() {
    let start = place
    let isCapitalised = isCapital(at: position)
    var letters = 0
    var capitals = 0
    var folded = TermSpelling()
    while position < bytes.count {
      let byte = bytes[position]
      if Self.isLetter(byte) {
        letters += 1
        if Self.isCapital(byte) { capitals += 1 }
        folded.append(byte | 0x20)
        position += 1
      } else if byte >= 0x80, isLetter(at: position) {
        letters += 1
        if isCapital(at: position) { capitals += 1 }
        folded.append(scalar(at: position).properties.lowercaseMapping)
        step()
      } else if let width = apostrophe(at: position), isLetter(at: position + width) {
        // A possessive ends the word; "don't" and "o'clock" go on.
        if isPossessive(at: position + width) { break }
        folded.append(UInt8(ascii: "'"))
        step()
      } else {
        break
      }
    }
    let term = folded.term
    if letters == 1, term == "e" || term == "i", takeLatinAbbreviation(start: start) { return }
    append(
      term, .word, from: start, capitalised: isCapitalised,
      uppercase: letters > 1 && capitals == letters)
    keep(folded)
  }

  /// "e.g." and "i.e.", whose full stops end no sentence.
  private mutating func takeLatinAbbreviation(start: Int) -> Bool {
    guard byte(at: position) == UInt8(ascii: "."), let last = byte(at: position + 1),
      last == UInt8(ascii: "g") || last == UInt8(ascii: "e") || last == UInt8(ascii: "G"),
      !isLetter(at: position + 2)
    else { return false }
    position += 2
    if byte(at: position) == UInt8(ascii: ".") { position += 1 }
    append(last == UInt8(ascii: "e") ? "i.e" : "e.g", .word, from: start)
    return true
  }

  private mutating func takeMark() {
    let start = place
    let mark = position
    if let width = apostrophe(at: mark), isPossessive(at: mark + width),
      words.last?.range.upperBound == start
    {
      step()
      position += 1
      append("'s", .word, from: start)
      return
    }
    let folded = Self.folded(scalar(at: mark))
    step()
    if folded == "-", words.last?.range.upperBound == start, joinsWords(from: mark) {
      followsSpace = false
      return
    }
    let previous = words.last?.term ?? .none
    append(folded, .mark, from: start)
    let ends =
      folded == "!" || folded == "?" || (folded == "." && !Self.abbreviations.contains(previous))
    if ends, isSpaceOrQuote(at: position) { endSentence() }
  }

  private mutating func append(
    _ term: Term, _ kind: Word.Kind, from start: Int, capitalised: Bool = false,
    uppercase: Bool = false, value: Double? = nil
  ) {
    words.append(
      Word(
        term: term, kind: kind, range: start..<place, sentence: sentence,
        isCapitalised: capitalised, isUppercase: uppercase, followsSpace: followsSpace,
        value: value))
    followsSpace = false
  }

  /// Keeps the spelling of the word just taken, where its term does not.
  private mutating func keep(_ spelling: TermSpelling) {
    if let word = spelling.longWord { longWords[words.count - 1] = word }
  }

  private mutating func endSentence() {
    if words.last?.sentence == sentence { sentence += 1 }
  }

  // MARK: - Looking round

  /// Where the scan stands, in Unicode scalars.
  private var place: Int { position - continuations }

  /// Passes one scalar.
  private mutating func step() {
    position += 1
    while position < bytes.count, Self.isContinuation(bytes[position]) {
      position += 1
      continuations += 1
    }
  }

  private func byte(at index: Int) -> UInt8? { index < bytes.count ? bytes[index] : nil }

  /// The scalar that begins at `index`. The bytes come from a string, so they are UTF-8.
  private func scalar(at index: Int) -> Unicode.Scalar {
    if bytes[index] < 0x80 { return Unicode.Scalar(bytes[index]) }
    var decoder = UTF8()
    var rest = bytes[index...].makeIterator()
    if case .scalarValue(let scalar) = decoder.decode(&rest) { return scalar }
    return "\u{FFFD}"
  }

  private func isDigit(at index: Int) -> Bool { byte(at: index).map(Self.isDigit) ?? false }

  private func isSeparator(at index: Int) -> Bool {
    byte(at: index) == UInt8(ascii: ".") || byte(at: index) == UInt8(ascii: ",")
  }

  private func isLetter(at index: Int) -> Bool {
    guard let byte = byte(at: index) else { return false }
    return byte < 0x80 ? Self.isLetter(byte) : scalar(at: index).isAlphabetic
  }

  private func isCapital(at index: Int) -> Bool {
    bytes[index] < 0x80
      ? Self.isCapital(bytes[index]) : scalar(at: index).properties.isUppercase
  }

  private func isSpace(at index: Int) -> Bool {
    let byte = bytes[index]
    return byte < 0x80
      ? byte == 0x20 || (0x09...0x0D).contains(byte) : scalar(at: index).isWhitespace
  }

  /// How many bytes the apostrophe at `index` has; nil where none stands there.
  @inline(__always)
  private func apostrophe(at index: Int) -> Int? {
    guard let byte = byte(at: index) else { return nil }
    if byte == UInt8(ascii: "'") { return 1 }
    // U+2018 and U+2019, the curly ones.
    let isCurly =
      byte == 0xE2 && bytes[index + 1] == 0x80
      && (bytes[index + 2] == 0x98 || bytes[index + 2] == 0x99)
    return isCurly ? 3 : nil
  }

  /// Whether the "s" of a possessive stands at `index`, behind its apostrophe.
  private func isPossessive(at index: Int) -> Bool {
    guard let letter = byte(at: index) else { return false }
    return letter | 0x20 == UInt8(ascii: "s") && !isLetter(at: index + 1)
  }

  private func isSpaceOrQuote(at index: Int) -> Bool {
    guard let byte = byte(at: index) else { return true }
    return isSpace(at: index) || byte == UInt8(ascii: ")") || apostrophe(at: index) != nil
      || Self.folded(scalar(at: index)) == "\""
  }

  /// Whether the hyphen just passed, behind a word, stands inside "small-group" or "20-minute"; not
  /// the dash of "2-3" or of a clause.
  private func joinsWords(from start: Int) -> Bool {
    isLetter(at: position) || (isLetter(before: start) && isDigit(at: position))
  }

  private func isLetter(before index: Int) -> Bool {
    var start = index - 1
    while start > 0, Self.isContinuation(bytes[start]) { start -= 1 }
    return start >= 0 && isLetter(at: start)
  }

  // MARK: - Kinds of byte and scalar

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
  private static func isLetter(_ byte: UInt8) -> Bool { (0x61...0x7A).contains(byte | 0x20) }
  private static func isCapital(_ byte: UInt8) -> Bool { (0x41...0x5A).contains(byte) }
  private static func isContinuation(_ byte: UInt8) -> Bool { byte & 0xC0 == 0x80 }

  private static func folded(_ scalar: Unicode.Scalar) -> Term {
    switch scalar.value {
    case 0x2018, 0x2019: "'"
    case 0x201C, 0x201D, 0xAB, 0xBB: "\""
    case 0x2010...0x2015, 0x2212: "-"
    case 0xD7: "x"
    default: Term(scalar)
    }
  }

  private static let abbreviations: TermSet = [
    "dr", "mr", "mrs", "ms", "approx", "no", "p", "pp", "max", "min", "st",
  ]
}

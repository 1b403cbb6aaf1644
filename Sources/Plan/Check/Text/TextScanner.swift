import CRDT

/// Cuts a text into words. Used once, by `ScannedText`.
struct TextScanner {
  private(set) var words: [Word] = []

  private let scalars: [Unicode.Scalar]
  private var position = 0
  private var sentence = 0
  private var followsSpace = true

  init(_ text: String) {
    scalars = Array(text.unicodeScalars)
    words.reserveCapacity(scalars.count / 5)
  }

  mutating func run() {
    while position < scalars.count {
      let scalar = scalars[position]
      if scalar == "\n" || scalar == "\r" {
        endSentence()
        position += 1
        followsSpace = true
      } else if scalar.isWhitespace {
        position += 1
        followsSpace = true
      } else if Self.isDigit(scalar) {
        takeNumber()
      } else if scalar.isAlphabetic {
        takeWord()
      } else {
        takeMark(scalar)
      }
    }
  }

  // MARK: - Tokens

  private mutating func takeNumber() {
    let start = position
    while isDigit(at: position) || (isSeparator(at: position) && isDigit(at: position + 1)) {
      position += 1
    }
    var digits = ""
    for scalar in scalars[start..<position] where scalar != "," {
      digits.unicodeScalars.append(scalar)
    }
    append(digits, .number, from: start, value: Double(digits))
  }

  private mutating func takeWord() {
    let start = position
    var capitals = 0
    var folded = takePlainLetters(&capitals)
    var letters = position - start
    while position < scalars.count {
      let scalar = scalars[position]
      if scalar.isAlphabetic {
        letters += 1
        if scalar.isASCII {
          let capital = Self.isCapital(scalar)
          if capital { capitals += 1 }
          folded.unicodeScalars.append(
            capital ? Unicode.Scalar(UInt8(scalar.value) + 0x20) : scalar)
        } else {
          if scalar.properties.isUppercase { capitals += 1 }
          folded += scalar.properties.lowercaseMapping
        }
        position += 1
      } else if Self.isApostrophe(scalar), isLetter(at: position + 1) {
        // A possessive ends the word; "don't" and "o'clock" go on.
        if isPossessive(at: position) { break }
        folded += "'"
        position += 1
      } else {
        break
      }
    }
    if folded == "e" || folded == "i", letters == 1, takeLatinAbbreviation(start: start) {
      return
    }
    let first = scalars[start]
    append(
      folded, .word, from: start,
      capitalised: first.isASCII ? Self.isCapital(first) : first.properties.isUppercase,
      uppercase: letters > 1 && capitals == letters)
  }

  /// The ASCII letters from here on, in lower case: most words are nothing else.
  private mutating func takePlainLetters(_ capitals: inout Int) -> String {
    let start = position
    while position < scalars.count, scalars[position].isASCII, scalars[position].isAlphabetic {
      if Self.isCapital(scalars[position]) { capitals += 1 }
      position += 1
    }
    let letters = scalars[start..<position]
    return String(unsafeUninitializedCapacity: letters.count) { bytes in
      for (index, letter) in letters.enumerated() {
        bytes[index] = UInt8(truncatingIfNeeded: letter.value | 0x20)
      }
      return letters.count
    }
  }

  /// "e.g." and "i.e.", whose full stops end no sentence.
  private mutating func takeLatinAbbreviation(start: Int) -> Bool {
    guard scalar(at: position) == ".", let last = scalar(at: position + 1),
      last == "g" || last == "e" || last == "G", !isLetter(at: position + 2)
    else { return false }
    position += 2
    if scalar(at: position) == "." { position += 1 }
    append(last == "e" ? "i.e" : "e.g", .word, from: start)
    return true
  }

  private mutating func takeMark(_ scalar: Unicode.Scalar) {
    let start = position
    position += 1
    if Self.isApostrophe(scalar), isPossessive(at: start), let last = words.last,
      last.range.upperBound == start
    {
      position += 1
      append("'s", .word, from: start)
      return
    }
    let folded = Self.folded(scalar)
    if folded == "-", joinsWords(at: start) {
      followsSpace = false
      return
    }
    let previous = words.last
    append(folded, .mark, from: start)
    let ends =
      folded == "!" || folded == "?" || (folded == "." && !Self.isAbbreviation(previous?.text))
    if ends, scalars.indices.contains(position) == false || isSpaceOrQuote(at: position) {
      endSentence()
    }
  }

  private mutating func append(
    _ text: String, _ kind: Word.Kind, from start: Int, capitalised: Bool = false,
    uppercase: Bool = false, value: Double? = nil
  ) {
    words.append(
      Word(
        text: text, kind: kind, range: start..<position, sentence: sentence,
        isCapitalised: capitalised, isUppercase: uppercase, followsSpace: followsSpace,
        value: value))
    followsSpace = false
  }

  private mutating func endSentence() {
    if words.last?.sentence == sentence { sentence += 1 }
  }

  // MARK: - Looking round

  private func scalar(at index: Int) -> Unicode.Scalar? {
    scalars.indices.contains(index) ? scalars[index] : nil
  }

  private func isDigit(at index: Int) -> Bool { scalar(at: index).map(Self.isDigit) ?? false }
  private func isLetter(at index: Int) -> Bool { scalar(at: index)?.isAlphabetic ?? false }

  private func isSeparator(at index: Int) -> Bool {
    scalar(at: index) == "." || scalar(at: index) == ","
  }

  private func isPossessive(at index: Int) -> Bool {
    guard let letter = scalar(at: index + 1) else { return false }
    return (letter == "s" || letter == "S") && !isLetter(at: index + 2)
  }

  private func isSpaceOrQuote(at index: Int) -> Bool {
    guard let scalar = scalar(at: index) else { return true }
    return scalar.isWhitespace || Self.folded(scalar) == "\"" || scalar == ")"
      || Self.isApostrophe(scalar)
  }

  /// A hyphen inside "small-group" or "20-minute"; not the dash of "2-3" or of a clause.
  private func joinsWords(at index: Int) -> Bool {
    guard !words.isEmpty, words.last?.range.upperBound == index else { return false }
    return isLetter(at: index + 1) || (isLetter(at: index - 1) && isDigit(at: index + 1))
  }

  // MARK: - Kinds of scalar

  private static func isDigit(_ scalar: Unicode.Scalar) -> Bool {
    (0x30...0x39).contains(scalar.value)
  }

  private static func isCapital(_ scalar: Unicode.Scalar) -> Bool {
    (0x41...0x5A).contains(scalar.value)
  }

  private static func isApostrophe(_ scalar: Unicode.Scalar) -> Bool {
    scalar == "'" || scalar == "\u{2019}" || scalar == "\u{2018}"
  }

  private static func folded(_ scalar: Unicode.Scalar) -> String {
    switch scalar.value {
    case 0x2018, 0x2019: "'"
    case 0x201C, 0x201D, 0xAB, 0xBB: "\""
    case 0x2010...0x2015, 0x2212: "-"
    case 0xD7: "x"
    default: String(scalar)
    }
  }

  private static func isAbbreviation(_ text: String?) -> Bool {
    guard let text else { return false }
    return ["dr", "mr", "mrs", "ms", "approx", "no", "p", "pp", "max", "min", "st"].contains(text)
  }
}

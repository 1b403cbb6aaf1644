/// Finds unique pupil numbers in a text: only those whose check letter is right, so that a room or a
/// reference is not taken for one.
enum PupilNumberReader {
  static func hits(in text: ScannedText) -> [(number: UPN, run: Range<Int>)] {
    text.words.indices.compactMap { index in
      let word = text.words[index]
      guard word.kind == .word, word.term.length == 1, let digits = text.word(index + 1),
        digits.kind == .number, !digits.followsSpace
      else { return nil }
      if let number = try? UPN(text.spelling(index) + text.spelling(index + 1)) {
        return (number, index..<index + 2)
      }
      guard let last = text.word(index + 2), last.kind == .word, !last.followsSpace,
        let number = try? UPN(
          text.spelling(index) + text.spelling(index + 1) + text.spelling(index + 2))
      else { return nil }
      return (number, index..<index + 3)
    }
  }
}

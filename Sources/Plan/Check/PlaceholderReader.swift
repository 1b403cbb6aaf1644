/// Finds what a form left behind.
enum PlaceholderReader {
  struct Hit: Sendable {
    let kind: FindingReason.Placeholder
    let run: Range<Int>
  }

  /// - Parameter isOwnVoice: the text is in the child's or family's words, where "xxx" is a kiss.
  static func hits(in text: ScannedText, isOwnVoice: Bool, words: CheckWords) -> [Hit] {
    var hits: [Hit] = []
    var index = 0
    while index < text.words.count {
      guard let hit = hit(at: index, in: text, isOwnVoice, words) else {
        index += 1
        continue
      }
      hits.append(hit)
      index = max(index + 1, hit.run.upperBound)
    }
    return hits
  }

  private static func hit(
    at index: Int, in text: ScannedText, _ isOwnVoice: Bool, _ words: CheckWords
  ) -> Hit? {
    let word = text.words[index]
    if let match = words.placeholders.match(text, at: index) {
      return Hit(kind: match.value, run: match.run)
    }
    if word.kind == .mark { return bracket(at: index, in: text) ?? line(at: index, in: text) }
    if let run = instruction(at: index, in: text) ?? blankName(at: index, in: text) {
      return Hit(kind: .gap, run: run)
    }
    if isCrosses(word, isOwnVoice, isLast: !text.inSameSentence(index, index + 1)) {
      return Hit(kind: .gap, run: index..<index + 1)
    }
    return nil
  }

  private static let tasks: Set<String> = [
    "add", "insert", "complete", "enter", "attach", "paste", "type", "write", "update",
  ]

  /// "School to add attainment data here."
  private static func instruction(at index: Int, in text: ScannedText) -> Range<Int>? {
    guard text.text(index) == "to", tasks.contains(text.text(index + 1)) else { return nil }
    for ahead in index + 2...index + 6 where text.inSameSentence(index, ahead) {
      if text.words[ahead].kind == .mark { return nil }
      if text.text(ahead) == "here", text.word(ahead + 1).map({ $0.kind == .mark }) ?? true {
        return index..<ahead + 1
      }
    }
    return nil
  }

  /// "SCHOOL NAME", "CHILD'S NAME": in capitals the form speaks.
  private static func blankName(at index: Int, in text: ScannedText) -> Range<Int>? {
    guard prompts.contains(text.text(index)), text.word(index)?.isUppercase == true else {
      return nil
    }
    let next = text.text(index + 1) == "'s" ? index + 2 : index + 1
    guard ["name", "names"].contains(text.text(next)), text.word(next)?.isUppercase == true else {
      return nil
    }
    return index..<next + 1
  }

  /// "XXX", "XX" standing for a number or name; not size XXL, not a kiss in what the
  /// child or family says, in capitals at the end of it.
  private static func isCrosses(_ word: Word, _ isOwnVoice: Bool, isLast: Bool) -> Bool {
    guard word.text.utf8.count >= 2, word.text.utf8.allSatisfy({ $0 == 0x78 }) else {
      return false
    }
    return isOwnVoice
      ? word.isUppercase && !isLast : word.isUppercase || word.text.utf8.count >= 3
  }

  private static let closing: [String: String] = ["[": "]", "(": ")", "<": ">", "{": "}"]
  private static let prompts: Set<String> = [
    "insert", "name", "names", "date", "child", "child's", "pupil", "school", "setting", "add",
    "enter", "delete", "type", "number", "hospital", "address", "details", "surname", "forename",
    "firstname", "role", "dob", "state", "specify", "select", "placeholder", "amount", "x",
    "complete",
    "subject", "frequency", "pronoun", "student", "parent", "year", "age", "describe", "title",
  ]

  /// "[INSERT name]", "[ ]", "(   )", "<<address>>", "{{name}}"; not "[sic]".
  private static func bracket(at index: Int, in text: ScannedText) -> Hit? {
    let open = text.words[index]
    if open.text == "\"" { return mergeField(at: index, in: text) }
    guard let close = closing[open.text] else { return nil }
    var end = index + 1
    while text.word(end)?.isMark(open.text) == true { end += 1 }
    let inner = end
    while let word = text.word(end), !word.isMark(close), end - inner < 40 { end += 1 }
    guard text.word(end)?.isMark(close) == true else { return nil }
    var after = end + 1
    while text.word(after)?.isMark(close) == true { after += 1 }
    let inside = inner..<end
    let isBlank = inside.allSatisfy { text.words[$0].kind == .mark && isFiller(text.text($0)) }
    if isBlank { return Hit(kind: .gap, run: index..<after) }
    guard open.text != "(" else { return nil }
    let first = text.text(inner)
    let isPrompt =
      open.text == "<" || open.text == "{" || prompts.contains(first)
      || inside.contains { ["insert", "name"].contains(text.text($0)) }
      || inside.last.map { text.text($0) } == "here"
    return isPrompt ? Hit(kind: .gap, run: index..<after) : nil
  }

  /// "«Forename»": the scanner folds its marks to quotation marks, so only a form's own key counts.
  private static func mergeField(at index: Int, in text: ScannedText) -> Hit? {
    guard ["forename", "firstname", "surname"].contains(text.text(index + 1)),
      text.word(index + 2)?.isMark("\"") == true
    else { return nil }
    return Hit(kind: .gap, run: index..<index + 3)
  }

  private static func isFiller(_ text: String) -> Bool { [".", "_", "-", "…", "?"].contains(text) }

  /// "______", "………", "....", "???".
  private static func line(at index: Int, in text: ScannedText) -> Hit? {
    let mark = text.text(index)
    guard isFiller(mark), mark != "-" else { return nil }
    var end = index
    while text.text(end) == mark { end += 1 }
    let enough = mark == "." ? 4 : mark == "…" ? 2 : 3
    return end - index >= enough ? Hit(kind: .gap, run: index..<end) : nil
  }
}

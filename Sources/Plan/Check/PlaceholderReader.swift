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
    if isCrosses(at: index, in: text, isOwnVoice) {
      return Hit(kind: .gap, run: index..<index + 1)
    }
    return nil
  }

  private static let tasks: TermSet = [
    "add", "insert", "complete", "enter", "attach", "paste", "type", "write", "update",
  ]

  /// "School to add attainment data here."
  private static func instruction(at index: Int, in text: ScannedText) -> Range<Int>? {
    guard text.term(index) == "to", tasks.contains(text.term(index + 1)) else { return nil }
    for ahead in index + 2...index + 6 where text.inSameSentence(index, ahead) {
      if text.words[ahead].kind == .mark { return nil }
      if text.term(ahead) == "here", text.word(ahead + 1).map({ $0.kind == .mark }) ?? true {
        return index..<ahead + 1
      }
    }
    return nil
  }

  /// "SCHOOL NAME", "CHILD'S NAME": in capitals the form speaks.
  private static func blankName(at index: Int, in text: ScannedText) -> Range<Int>? {
    guard text.words[index].isUppercase, prompts.contains(text.term(index)) else { return nil }
    let next = text.term(index + 1) == "'s" ? index + 2 : index + 1
    guard ["name", "names"].contains(text.term(next)), text.word(next)?.isUppercase == true else {
      return nil
    }
    return index..<next + 1
  }

  /// "XXX", "XX" standing for a number or name; not size XXL, not a kiss in what the
  /// child or family says, in capitals at the end of it.
  private static func isCrosses(
    at index: Int, in text: ScannedText, _ isOwnVoice: Bool
  ) -> Bool {
    guard text.isCrosses(index) else { return false }
    let word = text.words[index]
    return isOwnVoice
      ? word.isUppercase && text.inSameSentence(index, index + 1)
      : word.isUppercase || word.term.length >= 3
  }

  private static let closing: TermTable<Term> = ["[": "]", "(": ")", "<": ">", "{": "}"]
  private static let prompts: TermSet = [
    "insert", "name", "names", "date", "child", "child's", "pupil", "school", "setting", "add",
    "enter", "delete", "type", "number", "hospital", "address", "details", "surname", "forename",
    "firstname", "role", "dob", "state", "specify", "select", "placeholder", "amount", "x",
    "complete",
    "subject", "frequency", "pronoun", "student", "parent", "year", "age", "describe", "title",
  ]

  /// "[INSERT name]", "[ ]", "(   )", "<<address>>", "{{name}}"; not "[sic]".
  private static func bracket(at index: Int, in text: ScannedText) -> Hit? {
    let open = text.words[index]
    if open.term == "\"" { return mergeField(at: index, in: text) }
    guard let close = closing[open.term] else { return nil }
    var end = index + 1
    while text.word(end)?.isMark(open.term) == true { end += 1 }
    let inner = end
    while let word = text.word(end), !word.isMark(close), end - inner < 40 { end += 1 }
    guard text.word(end)?.isMark(close) == true else { return nil }
    var after = end + 1
    while text.word(after)?.isMark(close) == true { after += 1 }
    let inside = inner..<end
    let isBlank = inside.allSatisfy { text.words[$0].kind == .mark && isFiller(text.term($0)) }
    if isBlank { return Hit(kind: .gap, run: index..<after) }
    guard open.term != "(" else { return nil }
    let first = text.term(inner)
    let isPrompt =
      open.term == "<" || open.term == "{" || prompts.contains(first)
      || inside.contains { ["insert", "name"].contains(text.term($0)) }
      || inside.last.map { text.term($0) } == "here"
    return isPrompt ? Hit(kind: .gap, run: index..<after) : nil
  }

  /// "«Forename»": the scanner folds its marks to quotation marks, so only a form's own key counts.
  private static func mergeField(at index: Int, in text: ScannedText) -> Hit? {
    guard ["forename", "firstname", "surname"].contains(text.term(index + 1)),
      text.word(index + 2)?.isMark("\"") == true
    else { return nil }
    return Hit(kind: .gap, run: index..<index + 3)
  }

  private static func isFiller(_ mark: Term) -> Bool { [".", "_", "-", "…", "?"].contains(mark) }

  /// "______", "………", "....", "???".
  private static func line(at index: Int, in text: ScannedText) -> Hit? {
    let mark = text.term(index)
    guard isFiller(mark), mark != "-" else { return nil }
    var end = index
    while text.term(end) == mark { end += 1 }
    let enough = mark == "." ? 4 : mark == "…" ? 2 : 3
    return end - index >= enough ? Hit(kind: .gap, run: index..<end) : nil
  }
}

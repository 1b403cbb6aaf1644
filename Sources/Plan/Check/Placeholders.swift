/// Single words that stand where something is still to be written.
enum Placeholders {
  static let words: Set<String> = ["tbc", "tba", "tbd", "insert", "xx", "xxx", "unknown"]
}

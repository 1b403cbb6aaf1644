/// A line that says how far something long has come, drawn over itself and gone when it is done.
///
/// Only on a terminal, and only once it has taken a while: what is quick needs no bar.
package struct ProgressLine: Sendable {
  /// How long something may take before it is worth a line.
  package static let patience: Duration = .milliseconds(400)

  private let console: Console
  private let label: String
  private let start = ContinuousClock.now
  private var shown = ""

  /// - Parameter label: what is under way: “Fetching MK-0412”.
  package init(_ label: String, on console: Console) {
    self.console = console
    self.label = label
  }

  /// Says how far it has come.
  ///
  /// - Parameters:
  ///   - total: nil where nobody knows.
  ///   - unit: what is counted, in the plural.
  package mutating func update(_ done: Int, of total: Int? = nil, _ unit: String) {
    guard console.showsProgress, ContinuousClock.now - start >= Self.patience else { return }
    let text = Self.text(
      label, done, of: total, unit, width: console.messageStyle.width,
      isUnicode: console.messageStyle.isUnicode)
    if text == shown { return }
    shown = text
    console.draw("\r\u{1B}[K\(text)")
  }

  /// Takes the line away. To be called before anything else is said.
  package mutating func finish() {
    if shown.isEmpty { return }
    shown = ""
    console.draw("\r\u{1B}[K")
  }

  /// As it is drawn: `Fetching MK-0412 ████░░░░ 12 of 24 sections`.
  package static func text(
    _ label: String, _ done: Int, of total: Int?, _ unit: String, width: Int, isUnicode: Bool
  ) -> String {
    guard let total, total > 0 else { return "\(label) \(done) \(unit)" }
    let count = "\(done) of \(total) \(unit)"
    let room = min(24, width - DisplayWidth.of(label) - DisplayWidth.of(count) - 3)
    guard room >= 4 else { return "\(label) \(count)" }
    let filled = room * min(max(done, 0), total) / total
    let bar =
      String(repeating: isUnicode ? "█" : "#", count: filled)
      + String(repeating: isUnicode ? "░" : ".", count: room - filled)
    return "\(label) \(bar) \(count)"
  }
}

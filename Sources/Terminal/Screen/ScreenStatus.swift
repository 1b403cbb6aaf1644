/// What the last lines of a screen say of the work: the three truths, and who else is there.
package struct ScreenStatus: Hashable, Sendable {
  package enum Line: Hashable, Sendable {
    case connecting, connected, lost
    /// Not signed in, or told to stay off the network.
    case offline
  }

  package var line: Line
  /// Changes that only this device has.
  package var unsent: Int
  /// Changes the server would not take.
  package var refused: Int
  /// When the server last acknowledged everything, as in `14:03`; nil if it has not.
  package var stored: String?
  /// Who else is there, as in `J. Tranmoor in F`.
  package var present: [String]

  package init(
    line: Line = .connecting, unsent: Int = 0, refused: Int = 0, stored: String? = nil,
    present: [String] = []
  ) {
    self.line = line
    self.unsent = unsent
    self.refused = refused
    self.stored = stored
    self.present = present
  }

  /// In words, the most pressing first.
  var words: (text: String, style: Cell.Style) {
    let changes = "\(unsent) change\(unsent == 1 ? "" : "s")"
    if refused > 0 {
      let needs = "\(refused) refused: needs you. After q: ehcp tray"
      return (needs, [.bold, .red])
    }
    switch line {
    case .lost:
      let work = unsent > 0 ? "\(changes) on this device only" : "your work is on this device"
      return ("Not connected: \(work)", [.yellow])
    case .offline:
      return (unsent > 0 ? "\(changes) on this device only" : "On this device", [])
    case .connecting, .connected:
      if unsent > 0 { return ("\(changes) on this device, not yet on the server", [.yellow]) }
      return (stored.map { "Stored on the server \($0)" } ?? "On this device", [.green])
    }
  }
}

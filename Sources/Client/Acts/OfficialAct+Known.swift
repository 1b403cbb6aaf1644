import Plan
import Store

/// An act as the working copy keeps it.
extension OfficialAct {
  init?(known: KnownAct) {
    guard let value = (try? JSONText.parse(Array(known.content.utf8)))?.value else { return nil }
    self.init(json: value)
  }

  var known: KnownAct { KnownAct(entry: entry, content: json.text()) }
}

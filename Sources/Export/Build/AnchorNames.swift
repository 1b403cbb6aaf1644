import CRDT

/// Gives out anchors, each once.
struct AnchorNames {
  private var taken: Set<String> = []

  /// An anchor that reads like `text`: its ASCII letters and digits, hyphens for the rest.
  mutating func make(_ text: String) -> Anchor {
    var name = ""
    for scalar in text.unicodeScalars.prefix(64) {
      let isKept = scalar.isASCII && (scalar.isAlphabetic || scalar.isNumeric)
      if isKept {
        name.unicodeScalars.append(scalar)
      } else if name.utf8.last != UInt8(ascii: "-") {
        name += "-"
      }
    }
    if name.isEmpty { name = "-" }
    var candidate = name
    var suffix = 2
    while !taken.insert(candidate).inserted {
      candidate = "\(name)_\(suffix)"
      suffix += 1
    }
    return Anchor(name: candidate)
  }
}

/// How a rule does against the labels.
struct CheckLabelScore {
  var truePositives = 0
  var falsePositives = 0
  var falseNegatives = 0

  var precision: Double {
    let found = truePositives + falsePositives
    return found == 0 ? 1 : Double(truePositives) / Double(found)
  }

  var recall: Double {
    let expected = truePositives + falseNegatives
    return expected == 0 ? 1 : Double(truePositives) / Double(expected)
  }

  mutating func count(found: Bool, expected: Bool) {
    switch (found, expected) {
    case (true, true): truePositives += 1
    case (true, false): falsePositives += 1
    case (false, true): falseNegatives += 1
    case (false, false): break
    }
  }
}

import Plan
import Testing

@Suite struct CheckSmallPlanTests {
  /// The second file was written from the law alone, by somebody who had not read the readers.
  @Test(arguments: ["small-plans", "small-plans-independent"])
  func `small plans are found wanting in what their labels say, and in nothing else`(
    file: String
  ) throws {
    let plans = try CheckSmallPlan.load(file)
    #expect(plans.count >= 20)
    var scores: [String: CheckLabelScore] = [:]
    for plan in plans {
      let found = Set(plan.plan().report()?.findings.map(\.rule) ?? [])
      for rule in Check.rules.map(\.id) {
        let isFound = found.contains(rule)
        let isExpected = plan.expect.contains(rule)
        scores[rule, default: CheckLabelScore()].count(found: isFound, expected: isExpected)
        if isFound != isExpected {
          print("  \(rule) \(isFound ? "too many" : "missed"): \(plan.name)")
          for finding in plan.plan().findings(rule) {
            print("    ", finding.place, finding.sentence)
          }
        }
      }
    }
    for (rule, score) in scores.sorted(by: { $0.key < $1.key }) {
      print(
        "\(file) \(rule): precision \(score.precision), recall \(score.recall)",
        "(\(score.truePositives) right, \(score.falsePositives) too many,",
        "\(score.falseNegatives) missed)")
      #expect(score.precision >= 0.9 && score.recall >= 0.9, "\(rule)")
      #expect(score.truePositives > 0, "no small plan breaks \(rule)")
    }
    #expect(scores.count == 23)
  }
}

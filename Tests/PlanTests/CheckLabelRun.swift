import Plan

/// Runs the labelled sentences through the whole check and compares.
struct CheckLabelRun {
  var scores: [String: CheckLabelScore] = [:]
  var exactMissing = 0
  var incomplete = 0
  var disagreements: [String] = []

  mutating func provisions(_ sentences: [CheckLabelledSentence]) {
    for sentence in sentences {
      var plan = named(sentence)
      plan.clear("F", "provisions")
      plan.record(
        "F", "provisions",
        [
          "description": .text(sentence.text), "who": .line(sentence.who ?? ""),
          "ratio": .line(sentence.ratio ?? ""), "frequency": .line(sentence.frequency ?? ""),
          "duration": .line(sentence.duration ?? ""),
        ])
      let findings = plan.report()?.findings.filter { $0.place.part == PartID("F") } ?? []
      compare(sentence, findings.filter { $0.severity == .error }, ["E06", "E07", "E17"])
      let missing = findings.compactMap { finding -> [String]? in
        guard case .notSpecified(let missing, _) = finding.reason else { return nil }
        return missing.map(\.rawValue)
      }.first
      guard let labels = sentence.missing else { continue }
      incomplete += 1
      if Set(missing ?? []) == Set(labels) {
        exactMissing += 1
      } else {
        disagreements.append("missing \(missing ?? []), labelled \(labels): \(sentence.text)")
      }
    }
  }

  mutating func outcomes(_ sentences: [CheckLabelledSentence]) {
    for sentence in sentences {
      var plan = named(sentence)
      plan.clear("E", "outcomes")
      plan.record(
        "E", "outcomes",
        [
          "description": .text(sentence.text),
          "by": sentence.by.flatMap { CivilDate($0) }.map(FieldValue.date) ?? .empty,
          "baseline": .text(sentence.baseline ?? ""),
        ])
      compare(sentence, plan.findings("W08"), ["W08"])
    }
  }

  mutating func prose(_ sentences: [CheckLabelledSentence]) {
    for sentence in sentences {
      var plan = named(sentence)
      if sentence.part == "A" {
        plan.set("A", "child-views", .text(sentence.text))
      } else {
        plan.record("B", "needs", ["description": .text(sentence.text)])
      }
      compare(sentence, plan.findings("E17"), ["E17"])
    }
  }

  /// Sentences judged for another child's traces, beside a few children the server knows.
  mutating func children(_ sentences: [CheckLabelledSentence]) {
    for sentence in sentences {
      var plan = named(sentence)
      plan.set("details", "pronouns", .line(sentence.pronouns ?? "he/him"))
      plan.context.otherChildren = OtherChildren([
        .init(forename: "Jaxxon Lee", surname: "Pike", knownAs: ""),
        .init(forename: "Oluwaseyi", surname: "Ade", knownAs: "Seyi"),
        .init(forename: "Ffionwen", surname: "Rees", knownAs: "Ffionwen"),
        .init(forename: "Jaxxon", surname: "Pike", knownAs: "Jaxxon"),
      ])
      if sentence.part == "A" {
        plan.set("A", "child-views", .text(sentence.text))
      } else {
        plan.clear("B", "needs")
        plan.record("B", "needs", ["description": .text(sentence.text)])
      }
      // The rest of the plan is about another child than some of the sentences.
      let part = PartID(sentence.part ?? "B")
      compare(sentence, plan.findings("E15").filter { $0.place.part == part }, ["E15"])
    }
  }

  private func named(_ sentence: CheckLabelledSentence) -> CheckPlanBuilder {
    var plan = CheckPlanBuilder.clean()
    plan.set("details", "forename", .line(sentence.child ?? "Sam"))
    return plan
  }

  private mutating func compare(
    _ sentence: CheckLabelledSentence, _ findings: [Finding], _ rules: [String]
  ) {
    for rule in rules {
      let found = findings.contains { $0.rule == rule }
      let expected = sentence.expect?.contains(rule) == true
      scores[rule, default: CheckLabelScore()].count(found: found, expected: expected)
      if found != expected {
        let what = found ? "found, not labelled" : "labelled, not found"
        let why = findings.filter { $0.rule == rule }.map(\.sentence).joined(separator: " ")
        disagreements.append("\(rule) \(what): \(sentence.text) \(why)")
      }
    }
  }

  /// Prints each rule's precision and recall, so that a reader of the log sees more than "passed".
  func report(_ title: String) {
    for (rule, score) in scores.sorted(by: { $0.key < $1.key }) {
      print(
        "\(title) \(rule): precision \(rounded(score.precision)), recall \(rounded(score.recall))",
        "(\(score.truePositives) right, \(score.falsePositives) too many,",
        "\(score.falseNegatives) missed)")
    }
    print("\(title) missing elements named exactly: \(exactMissing) of \(incomplete)")
    for disagreement in disagreements { print("  ", disagreement) }
  }

  private func rounded(_ value: Double) -> Double { (value * 1000).rounded() / 1000 }
}

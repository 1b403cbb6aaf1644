package import Plan

/// What the server found by comparing a plan with the others it holds.
package struct RemoteCheck: Hashable, Sendable {
  package struct Finding: Hashable, Sendable {
    package var rule: String
    package var isError: Bool
    /// As a person types it: `B.2.description`.
    package var place: String
    package var part: PartID
    package var sentence: String
    package var remedy: String
    package var regulation: String
  }

  package var findings: [Finding]
  /// How many of the other plans were compared, and how many there are.
  package var compared: Int
  package var plans: Int

  init(_ value: JSONValue) throws(ClientError) {
    guard let compared = value["compared"]?.integer, let plans = value["plans"]?.integer else {
      throw .badAnswer("check")
    }
    self.compared = Int(clamping: compared)
    self.plans = Int(clamping: plans)
    findings = try (value["findings"]?.array ?? []).map { (finding) throws(ClientError) in
      guard let rule = finding["rule"]?.string, let place = finding["place"]?.string,
        let part = finding["part"]?.string, let sentence = finding["sentence"]?.string
      else { throw .badAnswer("check") }
      return Finding(
        rule: rule, isError: finding["severity"]?.string != "warning", place: place,
        part: PartID(part), sentence: sentence, remedy: finding["remedy"]?.string ?? "",
        regulation: finding["regulation"]?.string ?? "")
    }
  }
}

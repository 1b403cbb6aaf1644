/// The vague words of English section F practice, as data: the shape of a file of a rule pack.
package enum VagueWords {
  package static let england: [VagueWord] =
    frequencyWords.map { VagueWord($0, [.frequency]) }
    + amountWords.map { VagueWord($0, [.frequency, .duration]) }
    + helpWords.map { VagueWord($0, [.what, .frequency, .duration]) }
    + commitmentWords.map { VagueWord($0, [.commitment], alwaysDoubtful: true) }
    + modals.map { VagueWord($0, [.commitment], alwaysDoubtful: true) }
    + groupWords.map { VagueWord($0, [.ratio]) }
    + personWords.map { VagueWord($0, [.who]) }
    + openEnds.map { VagueWord($0, [], alwaysDoubtful: true) }
    + tapering.map { VagueWord($0, [.frequency, .duration], alwaysDoubtful: true) }

  /// Words that take the promise out of a sentence unless they stand in a clause of their own
  /// ("so that he may join in").
  static let modals = ["should", "may", "might", "could", "would"]

  private static let frequencyWords = [
    "regular", "regularly", "frequent", "frequently", "periodic", "periodically", "ongoing",
    "on going", "occasional", "occasionally", "from time to time", "at intervals", "often",
    "as and when", "when able",
  ]

  private static let amountWords =
    ["required", "needed", "necessary", "appropriate"].flatMap { end in
      ["as", "when", "where", "if", "as and when", "whenever", "wherever"].map { "\($0) \(end)" }
    } + [
      "up to", "high level of", "high levels of", "higher level of", "opportunity",
      "opportunities", "will benefit from", "benefits from", "benefit from",
      "sufficient", "plenty of", "a range of", "some time",
    ]

  private static let helpWords = [
    "access to", "support", "supported", "supporting", "input", "intervention", "interventions",
  ]

  private static let commitmentWords =
    ["possible", "available", "practicable", "feasible", "practical", "resources allow"].flatMap {
      end in ["where", "if", "when", "wherever", "whenever", "as"].map { "\($0) \(end)" }
    } + [
      "it is recommended", "is recommended", "are recommended", "was recommended",
      "recommend", "recommends", "recommend that", "recommended that", "be recommended",
      "it is suggested", "is suggested", "it is advised", "is advised", "it is advisable",
      "be helpful", "be beneficial", "be useful", "be advisable", "be desirable", "is desirable",
      "would benefit from", "would benefit",
      "would help", "consideration", "be considered", "to consider",
      "will consider", "ideally", "preferably", "possibly", "perhaps", "subject to",
      "staffing permitting", "resources permitting", "time permitting", "if staffing allows",
      "where staffing allows", "staffing allows", "aim to", "aims to", "endeavour to", "try to",
      "it is hoped", "at the discretion", "can be provided", "can be offered", "can be arranged",
      "seek to", "look to", "make every effort", "best endeavours",
    ]

  private static let groupWords = ["small group", "small groups"]

  private static let personWords = [
    "key adult", "key adults", "familiar adult", "familiar adults", "trusted adult",
    "trusted adults", "appropriate adult", "appropriate person", "appropriate staff",
  ]

  private static let openEnds = ["and/or", "e.g", "etc"]

  private static let tapering = [
    "initially", "thereafter reducing", "gradually reduced", "gradually reducing",
    "reducing over time", "to be reduced", "faded over time",
  ]
}

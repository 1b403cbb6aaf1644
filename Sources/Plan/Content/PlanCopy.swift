import CRDT

/// Contents on their way into a plan.
///
/// Law: whoever takes them in is the author of their words there, for only she can be held to them. Who
/// wrote them before is kept beside them: of a comment as the person it is written down for, of a part in
/// a closed comment on it.
package struct PlanCopy: Sendable {
  package let contents: PlanContents
  /// What is said in a closed comment on each part.
  package let provenance: [PartID: String]
  /// Who wrote a comment before, as people are shown her.
  package let nameOf: @Sendable (PlanContents.Writer?) -> String
  /// The day the contents were written down.
  package let date: CivilDate?
  /// What could not be written, so far.
  package private(set) var omitted: [PlanContents.Omission] = []
  private var records: [String: EventID] = [:]

  package init(
    _ contents: PlanContents, provenance: [PartID: String] = [:], date: CivilDate? = nil,
    nameOf: @escaping @Sendable (PlanContents.Writer?) -> String
  ) {
    self.contents = contents
    self.provenance = provenance
    self.date = date
    self.nameOf = nameOf
  }

  /// Writes what the plan says, as the agents that the parts' documents write as.
  ///
  /// - Throws: what does not fit the template, with `parts` filled up to there.
  package mutating func fill(_ parts: inout [PartID: PartDocument]) throws(ContentError) {
    records = try contents.fill(&parts, omitted: &omitted)
  }

  /// Writes what was said about it, into parts that were filled.
  package mutating func comment(
    on parts: inout [PartID: PartDocument]
  ) throws(ContentError) {
    try contents.comment(on: &parts, records: records, omitted: &omitted) { comment in
      comment.onBehalfOf
        ?? OnBehalfOf(person: nameOf(comment.writer), channel: .file, date: date)
    }
    for (id, words) in provenance {
      guard var part = parts.removeValue(forKey: id) else { continue }
      defer { parts[id] = part }
      let comment = try part.addComment(words, at: Place(part: id))
      try part.setResolved(comment, true)
    }
  }
}

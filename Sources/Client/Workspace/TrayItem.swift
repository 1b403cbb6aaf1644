import CRDT
package import Plan
import Store

/// A change the server would not take, kept for its author.
package struct TrayItem: Hashable, Sendable {
  package let id: Int64
  package let part: PartID
  /// Why, as a code.
  package let reason: String
  /// When it was refused: milliseconds since 1 January 1970, UTC.
  package let refused: Int64
  /// What it would have brought: of a text the whole field as its author left it.
  package let passages: [Passage]
  /// Whether it says something about the plan, and changes nothing in it.
  package let isComment: Bool

  /// Words on their way to one place.
  package struct Passage: Hashable, Sendable {
    /// The place, as in `B.tkwnf.description`; nil where it is no place of the template.
    package let address: String?
    package let words: String
    /// The words of the plan that a comment is about.
    package var quote: String?
  }

  /// - Parameter document: the part as it is, without refused work; gets this work too, where it fits.
  init(_ entry: TrayEntry, upon document: inout PartDocument?) {
    id = entry.id
    part = PartID(entry.part.name)
    reason = entry.reason
    refused = entry.refused.milliseconds
    let contents = try? BatchContents(decoding: entry.batch.payload)
    let isWhole = contents.flatMap { try? document?.document.receive([$0]) } != nil
    let comments = contents.flatMap { MadeComment.all(madeBy: $0) }
    isComment = comments != nil
    var passages: [Passage] = []
    for comment in comments ?? [] {
      let place = [comment.record?.shortName, comment.field].compactMap(\.self)
      passages.append(
        Passage(
          address: ([entry.part.name] + place).joined(separator: "."), words: comment.body,
          quote: comment.quote.isEmpty ? nil : comment.quote))
    }
    if isComment {
      self.passages = passages
      return
    }
    if !isWhole {
      // What it builds on is gone: the words alone, then, as far as they can be read.
      for insertion in contents?.insertions ?? [] {
        passages.append(Passage(address: address(insertion.address), words: insertion.text))
      }
    }
    var texts = Set<ObjectAddress>()
    for summary in contents?.summaries ?? [] {
      if case .text(let text) = summary.value {
        passages.append(Passage(address: address(summary.address), words: text))
      } else if isWhole, summary.action == .editText, texts.insert(summary.address).inserted,
        let words = document?.document.string(at: summary.address)
      {
        passages.append(Passage(address: address(summary.address), words: words))
      }
    }
    self.passages = passages

    func address(_ object: ObjectAddress) -> String? {
      // What the engine keeps for itself begins with a sign that no field of a template can.
      if object.key.utf8.first == UInt8(ascii: "$") { return nil }
      let record = object.record.map { ".\($0.shortName)" } ?? ""
      return "\(entry.part.name)\(record).\(object.key)"
    }
  }
}

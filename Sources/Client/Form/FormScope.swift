package import CRDT
package import Plan

/// What a form is about: a whole part, or one record of it.
package struct FormScope: Hashable, Sendable {
  /// The plan's reference.
  package var reference: String
  package var part: PartID
  /// The only record; nil for all of the part.
  package var record: EventID?
  /// Where the part's log on this device ended when the form was made: the version its changes are
  /// made upon.
  package var cursor: UInt64
  /// How many events the part had then; together with `cursor`, it tells a version that this device
  /// no longer has.
  package var events: Int

  package init(
    reference: String, part: PartID, record: EventID? = nil, cursor: UInt64, events: Int
  ) {
    self.reference = reference
    self.part = part
    self.record = record
    self.cursor = cursor
    self.events = events
  }

  /// The form's first line.
  var heading: String {
    let place = record.map { "\(part).\($0.shortName)" } ?? part.description
    return "<!-- ehcp form: \(place) version \(cursor)-\(events) of \(reference) -->"
  }

  /// The words of a form's first line.
  package struct Heading: Hashable, Sendable {
    package var reference: String
    /// As in `B` or `B.tkwnf`.
    package var place: String
    package var cursor: UInt64
    package var events: Int

    /// Reads the first line of a form; nil if it is not one.
    package init?(form: String) {
      // Not by characters, of which a carriage return and a line feed together are one.
      let line = FormEscaping.lines(form).first ?? ""
      let words = line.split { $0 == " " || $0 == "\r" }.map(String.init)
      guard words.count >= 8, words[0...2] == ["<!--", "ehcp", "form:"], words[4] == "version",
        words[6] == "of", words.last == "-->"
      else { return nil }
      let version = words[5].split(separator: "-")
      guard version.count == 2, let cursor = UInt64(version[0]), let events = Int(version[1])
      else { return nil }
      reference = words[7..<words.count - 1].joined(separator: " ")
      place = words[3]
      self.cursor = cursor
      self.events = events
    }
  }
}

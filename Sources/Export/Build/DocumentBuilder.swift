import CRDT
import Plan

/// Makes a document of a plan view: what is shown, in which order and in which words.
///
/// The work is linear in the length of the view, but for its links and comments, which are sorted.
struct DocumentBuilder {
  let view: PlanView
  let options: ExportOptions
  let wording: Wording
  let records: RecordIndex
  let sectionAnchors: [PartID: Anchor]
  let commentAnchors: [EventID: Anchor]
  /// The comments that are shown and whose words still stand, by ``Plan/Place/exact``.
  let markedComments: [Place: [CommentView]]

  init(view: PlanView, options: ExportOptions) {
    self.view = view
    self.options = options
    wording = Wording(template: view.template)
    var names = AnchorNames()
    // The writers' own places.
    for name in ["main", "contents"] { _ = names.make(name) }
    let isShown = { (part: PartID) in options.sections?.contains(part) ?? true }
    var sectionAnchors: [PartID: Anchor] = [:]
    var commentAnchors: [EventID: Anchor] = [:]
    for part in view.parts where isShown(part.id) {
      sectionAnchors[part.id] = names.make("section-\(part.id)")
      guard options.includesComments else { continue }
      for comment in part.comments {
        commentAnchors[comment.id] = names.make("comment-\(part.id)-\(comment.number)")
      }
    }
    records = RecordIndex(view: view, isShown: isShown, anchors: &names)
    markedComments = Dictionary(
      grouping: view.parts.flatMap(\.comments).filter {
        commentAnchors[$0.id] != nil && $0.range != nil
      }, by: \.place.exact)
    self.sectionAnchors = sectionAnchors
    self.commentAnchors = commentAnchors
  }

  /// The plan itself.
  func document() -> ExportDocument {
    document(
      titled: wording.documentTitle, notices: documentNotices,
      sections: view.parts.filter { sectionAnchors[$0.id] != nil }.map(section))
  }

  /// A document about this plan, with the plan's own head.
  func document(
    titled title: VisibleText, notices: [Notice], sections: [Section]
  ) -> ExportDocument {
    ExportDocument(
      language: languageTag, title: title, subject: subject, runningHead: runningHead,
      status: Wording.status(view.phase), isDraft: view.phase != .final, summary: summary,
      notices: notices, sections: sections)
  }

  // MARK: The head of the document

  /// A language tag holds letters, digits and hyphens only; anything else falls back to English.
  private var languageTag: String {
    let isTag = options.language.utf8.allSatisfy { byte in
      byte == 0x2D || (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte)
        || (0x61...0x7A).contains(byte)
    }
    return isTag && !options.language.isEmpty ? options.language : "en-GB"
  }

  /// The child's details, where the document shows them: without them nobody is named.
  private var details: PartView? {
    sectionAnchors[PartID("details")] == nil ? nil : view.part(PartID("details"))
  }

  private var names: [String] {
    ["forename", "surname"].compactMap { details?.field($0)?.value.plainText }
      .filter { !$0.isEmpty }
  }

  var subject: VisibleText { VisibleText(names.joined(separator: " ")) }

  /// The authority's name: as the export was told it, as the plan has it, or as its look does.
  var authority: String {
    let written = options.authority ?? details?.field("authority")?.value.plainText ?? ""
    return written.isEmpty ? options.look?.name ?? "" : written
  }

  private var runningHead: VisibleText {
    let initials = names.compactMap(\.first).map { "\($0)." }.joined()
    return VisibleText([initials, view.reference].filter { !$0.isEmpty }.joined(separator: " · "))
  }

  private var summary: [Field] {
    var fields: [Field] = []
    func add(_ label: VisibleText, _ value: Inline) {
      fields.append(Field(label: label, shape: .short, content: [.paragraph([value])]))
    }
    if !view.reference.isEmpty { add("Reference", .written(VisibleText(view.reference))) }
    if !authority.isEmpty { add("Local authority", .written(VisibleText(authority))) }
    if let act = view.frozenBy {
      add(
        act.kind == .planIssued ? "Issued on" : "Served on",
        .words(VisibleText(Wording.date(act.date))))
      if let fingerprint = act.fingerprint {
        add(
          "Fingerprint",
          .words(
            VisibleText(
              "\(fingerprint.short), entry \(act.entry) of the audit log"
                + (act.head.map { ", head \($0.short)" } ?? ""))))
      }
    }
    if let recipient = options.recipient {
      add("This copy made for", .written(VisibleText(recipient.name)))
    }
    if let date = options.generatedOn {
      add("This copy made on", .words(VisibleText(Wording.date(date))))
    }
    return fields
  }

  private var documentNotices: [Notice] {
    [amendmentNotice].compactMap { $0 } + commonNotices + [reviewNotice].compactMap { $0 }
  }

  /// What every kind of document says about what is not in it.
  var commonNotices: [Notice] {
    [extractNotice, withheldNotice, doubtNotice].compactMap { $0 }
  }

  private var amendmentNotice: Notice? {
    guard view.phase == .amend else { return nil }
    return Notice(
      title: "The plan is being amended",
      paragraphs: [[.words("The plan that was issued before this draft is still in force.")]])
  }

  private var extractNotice: Notice? {
    guard options.sections != nil else { return nil }
    return Notice(
      title: "This is an extract",
      paragraphs: [[.words("It holds only the sections listed in its contents.")]])
  }

  private var withheldNotice: Notice? {
    let doubtful = options.recipient?.doubtful ?? []
    let withheld = view.withheld.filter {
      (options.sections?.contains($0) ?? true) && !doubtful.contains($0)
    }
    guard !withheld.isEmpty else { return nil }
    return Notice(
      title: "Not in this copy",
      paragraphs: [
        [.words("These parts of the plan are not shared with the person this copy is made for:")]
      ], items: names(of: withheld))
  }

  /// The policy of the plan by role is known here; what the authority withheld in this plan alone is
  /// known to its server only.
  private var doubtNotice: Notice? {
    guard let doubtful = options.recipient?.doubtful, !doubtful.isEmpty else { return nil }
    return Notice(
      title: "Left out in case",
      paragraphs: [
        [
          .words(
            VisibleText(
              "The authority may keep these parts from this role. Whether it does in this plan is not "
                + "known on the device that made this copy:"))
        ]
      ], items: names(of: doubtful))
  }

  private var reviewNotice: Notice? {
    let waiting = view.parts.filter { sectionAnchors[$0.id] != nil }
      .reduce(0) { $0 + $1.reviews.count }
    guard waiting > 0 else { return nil }
    let places = waiting == 1 ? "one place" : "\(Wording.count(waiting)) places"
    let words = "Several people changed \(places) of this plan at the same time. Each is marked."
    return Notice(title: "Not yet reviewed", paragraphs: [[.words(VisibleText(words))]])
  }

  /// A line for each part, and one for several that have the same name.
  private func names(of parts: [PartID]) -> [[Inline]] {
    var counts: [(name: String, count: Int)] = []
    for name in parts.map(wording.name) {
      if let index = counts.firstIndex(where: { $0.name == name }) {
        counts[index].count += 1
      } else {
        counts.append((name, 1))
      }
    }
    return counts.map { entry in
      let suffix = entry.count == 1 ? "" : " (\(entry.count))"
      return [.words(VisibleText(entry.name + suffix))]
    }
  }
}

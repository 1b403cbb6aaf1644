import CRDT
import Plan

extension DocumentBuilder {
  /// Whether a part is a report of advice or an addendum to one.
  func isReport(_ part: PartID) -> Bool {
    view.template.part(part)?.kind == .advice || part.description.hasPrefix("advice-")
  }

  /// The reports, each with who signed it and when.
  func advice() -> ExportDocument {
    let reports = view.parts.filter { isReport($0.id) && sectionAnchors[$0.id] != nil }
    let sections = reports.map { part in
      var section = section(part)
      section.blocks.append(signature(of: part))
      return section
    }
    var notices = commonNotices
    if reports.isEmpty {
      notices.append(Notice(title: "There is no report of advice in this copy", paragraphs: []))
    }
    return document(titled: "Advice and information", notices: notices, sections: sections)
  }

  private func signature(of part: PartView) -> Block {
    let act = view.acts.last { $0.kind == .adviceSigned && $0.report == part.id }
    var fields: [Field] = []
    func add(_ label: VisibleText, _ words: [Inline]) {
      fields.append(Field(label: label, shape: .short, content: [.paragraph(words)]))
    }
    if let act {
      add("Signed by", [.written(VisibleText(act.name))])
      add("Signed on", [.words(VisibleText(Wording.date(act.date)))])
      if let fingerprint = act.fingerprint {
        add(
          "Fingerprint",
          [.words(VisibleText("\(fingerprint.short), entry \(act.entry) of the audit log"))])
      }
    } else {
      add("Signed by", [.absent("Not signed yet")])
    }
    return .group(
      Group(
        kind: .passage, level: 3, anchor: nil, heading: [.words("Signature")],
        blocks: [.fields(fields)]))
  }
}

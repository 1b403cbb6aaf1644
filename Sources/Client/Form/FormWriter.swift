import CRDT
package import Plan

/// Writes a part as a form for a person's editor.
///
/// Headings of the second level are records, of the third fields; a single value stands on its
/// heading's line, a text below it. What stands between `<!--` and `-->` is help, and is not read.
package struct FormWriter {
  private let scope: FormScope
  private let part: PartView
  private let template: PartTemplate
  private let values: ValueReader
  private var text = ""

  /// - Parameters:
  ///   - part: as it stands at the scope's version.
  ///   - plan: where the titles of linked records are found.
  package init(scope: FormScope, part: PartView, template: PartTemplate, plan: PlanView) {
    self.scope = scope
    self.part = part
    self.template = template
    values = ValueReader(plan: plan)
  }

  /// The form.
  package mutating func form() -> String {
    text = scope.heading + "\n"
    comment(instructions)
    if scope.record == nil {
      comment("\(template.title). \(template.guidance)")
      for field in template.fields {
        if let view = part.field(field.key) { write(view, field, withGuidance: true) }
      }
    }
    for list in template.lists { write(list) }
    return text
  }

  private var instructions: String {
    var lines = ["Change the words, save, and close the editor. Lines like this one are help."]
    if !template.lists.isEmpty && scope.record == nil {
      let name = template.lists[0].singular
      lines += [
        "To add a \(name), write a heading “## new \(name)” with its fields below.",
        "To delete one, write “## delete \(name) …” in its heading. One that is left out stays.",
        "To change the order, move a heading with all that is below it.",
      ]
    }
    return lines.joined(separator: "\n")
  }

  private mutating func write(_ list: ListTemplate) {
    guard let collection = part.collection(list.key) else { return }
    // Guidance once, not with each of twenty records.
    var isFirst = true
    for record in collection.records where scope.record == nil || scope.record == record.id {
      text += "\n## \(list.singular) \(record.id.shortName)\n"
      if record.deletion != nil {
        comment("Deleted by one person while another was editing it; “ehcp review” decides.")
      }
      for field in list.fields {
        if let view = record.field(field.key) { write(view, field, withGuidance: isFirst) }
      }
      isFirst = false
    }
    if isFirst && scope.record == nil { writeEmptyRecord(of: list) }
  }

  /// A record to fill in, where there is none yet; left empty, it comes to nothing.
  private mutating func writeEmptyRecord(of list: ListTemplate) {
    text += "\n## new \(list.singular)\n"
    if !list.guidance.isEmpty { comment(list.guidance) }
    for field in list.fields {
      let view = FieldView(key: field.key, title: field.title, kind: field.kind, value: .empty)
      write(view, field, withGuidance: true)
    }
  }

  private mutating func write(
    _ view: FieldView, _ field: FieldTemplate, withGuidance: Bool
  ) {
    text += "\n### \(field.key)"
    if field.kind == .text {
      text += "\n"
    } else {
      let words = values.words(view.value)
      text += ":" + (words.isEmpty ? "" : " \(words)") + "\n"
    }
    if withGuidance {
      var help = "\(field.title). \(field.guidance)"
      if !field.options.isEmpty {
        help += "\nOne of: \(field.options.map(\.key).joined(separator: ", "))."
      }
      comment(help)
    }
    if case .links(let links) = view.value {
      for link in links where !values.title(of: link).isEmpty {
        comment("\(values.name(of: link)): \(values.title(of: link))")
      }
    }
    for other in view.alternatives {
      comment("At the same time somebody wrote: \(values.words(other.value))")
    }
    if case .text(let prose) = view.value {
      text += FormEscaping.escaped(prose)
      if !text.hasSuffix("\n") { text += "\n" }
    }
  }

  private mutating func comment(_ words: String) {
    var inside = ""
    for scalar in words.unicodeScalars {
      // Nothing inside may close the comment.
      inside.unicodeScalars.append(scalar == ">" ? "\u{203A}" : scalar)
    }
    text += "<!-- " + Self.wrapped(inside) + " -->\n"
  }

  /// `words` in lines short enough for any editor.
  private static func wrapped(_ words: String) -> String {
    var text = ""
    for line in FormEscaping.lines(words) {
      if !text.isEmpty { text += "\n" }
      var length = 0
      for word in line.split(separator: " ") {
        if length > 0, length + word.unicodeScalars.count > 90 {
          text += "\n"
          length = 0
        }
        text += length == 0 ? word : " " + word
        length += word.unicodeScalars.count + 1
      }
    }
    return text
  }
}

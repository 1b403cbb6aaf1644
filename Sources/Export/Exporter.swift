package import Plan

/// Writes a plan, as one person may see it, for reading outside the program.
package enum Exporter {
  /// The plan in the given format: UTF-8, or a Word file.
  ///
  /// The bytes depend on the arguments alone, so equal views give equal files. A part that was
  /// withheld is named and nothing more. Time and memory grow with the length of the plan.
  package static func export(
    _ view: PlanView, as format: ExportFormat, options: ExportOptions = ExportOptions()
  ) -> [UInt8] {
    let view = view.planText(options)
    func document() -> ExportDocument { DocumentBuilder(view: view, options: options).document() }
    return switch format {
    case .html: HTMLWriter.write(document())
    case .docx: DOCXWriter.write(document())
    case .markdown: MarkdownWriter.write(document())
    case .plainText: PlainTextWriter.write(document())
    case .json: PlanJSON(view: view, options: options).bytes()
    }
  }
}

extension PlanView {
  /// The view without what lies beside the plan, unless it is asked for by name.
  fileprivate func planText(_ options: ExportOptions) -> PlanView {
    var view = self
    view.parts.removeAll { part in
      template.part(part.id)?.isPlanText == false && options.sections?.contains(part.id) != true
    }
    return view
  }
}

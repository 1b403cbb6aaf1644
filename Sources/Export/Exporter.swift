package import Plan

/// Writes a plan, as one person may see it, for reading outside the program.
package enum Exporter {
  /// The plan in the given format, as UTF-8.
  ///
  /// The bytes depend on the arguments alone, so equal views give equal files. A part that was
  /// withheld is named and nothing more. Time and memory grow with the length of the plan.
  package static func export(
    _ view: PlanView, as format: ExportFormat, options: ExportOptions = ExportOptions()
  ) -> [UInt8] {
    if format == .json { return PlanJSON(view: view, options: options).bytes() }
    let document = DocumentBuilder(view: view, options: options).document()
    switch format {
    case .html: return HTMLWriter.write(document)
    case .markdown: return MarkdownWriter.write(document)
    case .plainText, .json: return PlainTextWriter.write(document)
    }
  }
}

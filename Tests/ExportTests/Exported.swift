import Export
import Plan

/// An export as text, for tests that look for words in it.
func exported(
  _ view: PlanView, as format: ExportFormat, options: ExportOptions = ExportOptions()
) -> String {
  String(decoding: Exporter.export(view, as: format, options: options), as: UTF8.self)
}

package import Plan

/// The golden thread as a document that every written format can show.
package enum ThreadDocument {
  /// The thread in the given format; JSON is `ThreadJSON`'s.
  package static func export(
    _ thread: GoldenThread, of plan: PlanView, as format: ExportFormat
  ) -> [UInt8] {
    let document = ThreadBuilder(thread: thread, plan: plan).document()
    return switch format {
    case .html: HTMLWriter.write(document)
    case .docx: DOCXWriter.write(document)
    case .markdown: MarkdownWriter.write(document)
    case .plainText: PlainTextWriter.write(document)
    case .json: ThreadJSON(thread: thread, plan: plan).bytes()
    }
  }
}

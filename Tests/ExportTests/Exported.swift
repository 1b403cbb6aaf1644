import Export
import Plan
import Zip

/// An export as text, for tests that look for words in it. Of a Word file: the words of all its
/// parts, a line for each paragraph.
func exported(
  _ view: PlanView, as format: ExportFormat, options: ExportOptions = ExportOptions()
) -> String {
  let bytes = Exporter.export(view, as: format, options: options)
  return format == .docx ? wordText(bytes) : String(decoding: bytes, as: UTF8.self)
}

/// The words of a Word file's parts; what is wrong with it, where it cannot be read.
func wordText(_ file: [UInt8]) -> String {
  do {
    let reader = try ZipReader(file)
    return try reader.names.map { name in
      let xml = String(decoding: try reader.content(of: name) ?? [], as: UTF8.self)
      return withoutMarkup(xml)
    }.joined(separator: "\n")
  } catch { return "\(error)" }
}

private func withoutMarkup(_ xml: String) -> String {
  var text = String.UnicodeScalarView()
  var tag = String.UnicodeScalarView()
  var isInside = false
  for scalar in xml.unicodeScalars {
    switch scalar {
    case "<":
      isInside = true
      tag.removeAll()
    case ">":
      isInside = false
      if String(tag) == "/w:p" { text.append("\n") }
    default: if isInside { tag.append(scalar) } else { text.append(scalar) }
    }
  }
  let entities = [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&amp;", "&")]
  return entities.reduce(String(text)) { text, entity in
    text.split(separator: entity.0, omittingEmptySubsequences: false).joined(separator: entity.1)
  }
}

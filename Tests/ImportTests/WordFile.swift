import Zip

/// Word files made by hand, for tests: the body's markup in the least that a Word file needs.
enum WordFile {
  static func file(_ body: String, styles: String = "", prologue: String = "") -> [UInt8] {
    let namespaces =
      "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\""
      + " xmlns:mc=\"http://schemas.openxmlformats.org/markup-compatibility/2006\""
    var writer = ZipWriter()
    writer.add(
      "word/document.xml",
      Array("\(prologue)<w:document \(namespaces)><w:body>\(body)</w:body></w:document>".utf8))
    writer.add(
      "word/styles.xml", Array("<w:styles \(namespaces)>\(styles)</w:styles>".utf8))
    return writer.finished()
  }

  static func paragraph(_ text: String, style: String = "", isBold: Bool = false) -> String {
    let properties = style.isEmpty ? "" : "<w:pPr><w:pStyle w:val=\"\(style)\"/></w:pPr>"
    let bold = isBold ? "<w:rPr><w:b/></w:rPr>" : ""
    return "<w:p>\(properties)<w:r>\(bold)<w:t>\(text)</w:t></w:r></w:p>"
  }

  static func table(_ rows: [[String]]) -> String {
    "<w:tbl>"
      + rows.map { row in
        "<w:tr>" + row.map { "<w:tc>\(paragraph($0))</w:tc>" }.joined() + "</w:tr>"
      }.joined() + "</w:tbl>"
  }
}

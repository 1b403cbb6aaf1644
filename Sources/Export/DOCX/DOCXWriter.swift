import Zip

/// Writes a document as a Word file: Office Open XML (ISO/IEC 29500, transitional), which Word,
/// LibreOffice and Pages open without repair.
///
/// Structure is real, so that a screen reader, a contents pane and a converter find it: heading
/// styles in order, a title, lists that are lists, tables with header rows, footnotes, language. A
/// page's head says whose plan it is by initials and reference, its foot counts the pages.
struct DOCXWriter {
  var body = ""
  private var bookmarks: [Anchor: Int] = [:]
  let document: ExportDocument

  static func write(_ document: ExportDocument) -> [UInt8] {
    var writer = DOCXWriter(document: document)
    writer.writeBody()
    return writer.archive()
  }

  private init(document: ExportDocument) { self.document = document }

  private func archive() -> [UInt8] {
    let parts = DOCXParts(document: document)
    var zip = ZipWriter()
    func add(_ name: String, _ xml: String) { zip.add(name, Array(xml.utf8)) }
    add("[Content_Types].xml", parts.contentTypes)
    add("_rels/.rels", DOCXParts.packageRelations)
    add("docProps/core.xml", parts.properties)
    add("word/document.xml", parts.document(body))
    add("word/_rels/document.xml.rels", parts.documentRelations)
    add("word/styles.xml", DOCXStyles.sheet(for: document))
    add("word/numbering.xml", DOCXStyles.numbering)
    add("word/settings.xml", parts.settings)
    add("word/header1.xml", parts.header)
    add("word/footer1.xml", parts.footer)
    add("word/footnotes.xml", footnotes())
    if let picture = document.letterhead?.logo?.picture {
      zip.add("word/\(DOCXParts.path(of: picture))", picture.bytes)
    }
    return zip.finished()
  }

  private mutating func writeBody() {
    letterhead()
    paragraph("Status", [.words(document.status)])
    paragraph("Title", [.words(document.title)])
    if !document.subject.isEmpty { paragraph("Subtitle", [.written(document.subject)]) }
    fields(document.summary)
    for runs in document.letter { paragraph("Letter", runs) }
    for notice in document.notices { self.notice(notice) }
    if document.sections.count > 1 {
      paragraph("ContentsHeading", [.words("Contents")])
      for section in document.sections {
        paragraph("ContentsEntry", [.link(section.shortHeading, to: section.anchor)])
      }
    }
    for section in document.sections {
      paragraph("Heading1", section.heading, anchor: section.anchor)
      if !section.basis.isEmpty { paragraph("Basis", [.words(section.basis)]) }
      blocks(section.blocks)
    }
  }

  /// A bookmark's number, by order of first use: Word allows 40 characters for a name, and no hyphen.
  mutating func bookmark(_ anchor: Anchor) -> Int {
    if let known = bookmarks[anchor] { return known }
    let number = bookmarks.count + 1
    bookmarks[anchor] = number
    return number
  }

  private func footnotes() -> String {
    var writer = DOCXWriter(document: document)
    writer.body = DOCXParts.footnotesStart
    for (index, footnote) in document.footnotes.enumerated() {
      writer.body += "<w:footnote w:id=\"\(index + 1)\"><w:p>"
      writer.body += "<w:pPr><w:pStyle w:val=\"FootnoteText\"/></w:pPr>"
      writer.body += "<w:r><w:rPr><w:rStyle w:val=\"FootnoteReference\"/></w:rPr>"
      writer.body += "<w:footnoteRef/></w:r>"
      writer.runs([.words(" ")] + footnote)
      writer.body += "</w:p></w:footnote>"
    }
    return writer.body + "</w:footnotes>"
  }
}

import Import
import Testing
import Zip

@Suite struct ReadingTests {
  private func read(_ bytes: [UInt8]) throws -> [ImportedBlock] {
    try DocumentReader.read(bytes, isMarkdown: false).blocks
  }

  @Test func `headings, paragraphs, items and rows of a Word file are read`() throws {
    let styles =
      "<w:style w:type=\"paragraph\" w:styleId=\"Kop1\"><w:name w:val=\"heading 1\"/></w:style>"
    let item =
      "<w:p><w:pPr><w:numPr><w:numId w:val=\"1\"/></w:numPr></w:pPr><w:r><w:t>trains</w:t></w:r></w:p>"
    let blocks = try read(
      WordFile.file(
        WordFile.paragraph("Section B", style: "Kop1") + WordFile.paragraph("Bold", isBold: true)
          + WordFile.paragraph("Plain &amp; simple") + item
          + WordFile.table([["Who", "A teacher"], ["", ""]]), styles: styles))
    #expect(
      blocks == [
        .heading("Section B", level: 1), .paragraph("Bold", isEmphasised: true),
        .paragraph("Plain & simple", isEmphasised: false), .item("trains"),
        .row(["Who", "A teacher"], isFirst: true),
      ])
  }

  @Test func `words that a tracked change deleted are not read, and inserted ones are`() throws {
    let body =
      "<w:p><w:r><w:t xml:space=\"preserve\">He needs </w:t></w:r>"
      + "<w:del><w:r><w:delText>some</w:delText></w:r></w:del>"
      + "<w:ins><w:r><w:t>daily</w:t></w:r></w:ins><w:r><w:t xml:space=\"preserve\"> help</w:t></w:r></w:p>"
    #expect(
      try read(WordFile.file(body)) == [.paragraph("He needs daily help", isEmphasised: false)])
  }

  @Test func `a document type is refused before anything of it is expanded`() {
    let bomb =
      "<!DOCTYPE x [<!ENTITY a \"aaaa\"><!ENTITY b \"&a;&a;\"><!ENTITY c SYSTEM \"file:///etc/passwd\">]>"
    #expect(throws: ImportError.declaresEntities) {
      try read(WordFile.file(WordFile.paragraph("&c;"), prologue: bomb))
    }
  }

  @Test func `markup nested beyond measure, and markup cut off, are refused`() {
    let deep = String(repeating: "<w:sdt>", count: 5_000)
    #expect(throws: ImportError.self) { try read(WordFile.file(deep)) }
    #expect(throws: ImportError.badMarkup) { try read(WordFile.file("<w:p>")) }
  }

  @Test func `other kinds of files are refused by name`() {
    #expect(throws: ImportError.otherFormat(.pdf)) { try read(Array("%PDF-1.7 …".utf8)) }
    #expect(throws: ImportError.otherFormat(.olderWord)) { try read([0xD0, 0xCF, 0x11, 0xE0, 1]) }
    #expect(throws: ImportError.otherFormat(.richText)) { try read(Array("{\\rtf1 x}".utf8)) }
    #expect(throws: ImportError.noDocument) {
      var writer = ZipWriter()
      writer.add("xl/workbook.xml", [1])
      _ = try read(writer.finished())
    }
    #expect(throws: ImportError.unreadable) { try read([0xFF, 0xFE, 0x41, 0]) }
    #expect(throws: ImportError.empty) { try read(Array(" \n ".utf8)) }
  }

  @Test func `a file that unpacks to a thousand times its size is refused unread`() {
    var writer = ZipWriter()
    writer.add("word/document.xml", [UInt8](repeating: 0x20, count: 60 << 20))
    let bomb = writer.finished()
    #expect(bomb.count < 1 << 20)
    #expect(throws: ImportError.unpacksTooFar) { try read(bomb) }
  }

  @Test func `a file larger than any document is refused unread`() {
    let limit = ImportLimits.fileBytes
    #expect(throws: ImportError.tooLarge(limit: limit)) {
      try read([UInt8](repeating: 0x41, count: limit + 1))
    }
    let text = ImportLimits.textBytes
    #expect(throws: ImportError.tooLarge(limit: text)) {
      try read([UInt8](repeating: 0x41, count: text + 1))
    }
  }

  @Test func `an entity in any part of a Word file is refused, one outside of it above all`() {
    for part in ["word/document.xml", "word/styles.xml"] {
      var writer = ZipWriter()
      let trap = "<!DOCTYPE w:styles [<!ENTITY x SYSTEM \"http://192.0.2.1/x\">]><w:styles/>"
      if part != "word/document.xml" {
        writer.add("word/document.xml", Array("<w:document/>".utf8))
      }
      writer.add(part, Array(trap.utf8))
      let file = writer.finished()
      #expect(throws: ImportError.declaresEntities, "\(part)") { try read(file) }
    }
  }

  @Test func `a Word file damaged anywhere is refused or read, and never traps`() {
    let file = WordFile.file(WordFile.paragraph("Sami reads."))
    for index in file.indices {
      var bytes = file
      bytes[index] ^= 0x41
      _ = try? read(bytes)
      _ = try? read(Array(file[..<index]))
    }
  }

  @Test func `Markdown gives headings, items, rows and plain words`() throws {
    let text = """
      # Section F

      ## **Provision 1**: Reading
      Some *emphasised* words and a [link](https://example.org),
      over two lines; 3 * 4 stays.

      - one
      | Who | How often |
      |-----|-----------|
      | TA  | daily \\| weekly |
      """
    let document = try DocumentReader.read(Array(text.utf8), isMarkdown: true)
    #expect(
      document.blocks == [
        .heading("Section F", level: 1), .heading("Provision 1: Reading", level: 2),
        .paragraph(
          "Some emphasised words and a link, over two lines; 3 * 4 stays.", isEmphasised: false),
        .item("one"), .row(["Who", "How often"], isFirst: true),
        .row(["TA", "daily | weekly"], isFirst: false),
      ])
  }
}

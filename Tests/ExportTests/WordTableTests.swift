import Export
import Plan
import Testing
import Zip

/// Where the tables of a Word file may break over pages. What LibreOffice makes of it is judged by
/// `.ci/validators/words.py`.
@Suite struct WordTableTests {
  @Test(arguments: 2...12)
  func `no row goes on over the page, and the last never stands alone`(records: Int) throws {
    let rows = try rows(records: records)
    #expect(rows.count == records + 1)
    for (index, row) in rows.enumerated() {
      let properties = row.children.first?.children.map(\.name)
      #expect(properties == (index == 0 ? ["w:cantSplit", "w:tblHeader"] : ["w:cantSplit"]))
      let isKept =
        rows.count <= 6
        ? index < rows.count - 1 : index == 0 || index == rows.count - 2
      for borders in row.all("w:tcBorders") {
        #expect(borders.children.map(\.name) == ["w:top"])
      }
      for paragraph in row.all("w:pPr") {
        let names = paragraph.children.map(\.name)
        #expect(names.first == "w:pStyle")
        #expect(names.contains("w:keepNext") == isKept)
      }
    }
  }

  @Test(arguments: [300, 301])
  func `a row that may be longer than a page goes on over it`(length: Int) throws {
    let rows = try rows(records: 8) { record in
      guard let who = record.fields.firstIndex(where: { $0.key == "who" }) else { return }
      record.fields[who].value = .line(String(repeating: "x", count: length))
    }
    for row in rows.dropFirst() {
      #expect(row.all("w:cantSplit").isEmpty == (length > 300))
    }
  }

  @Test func `no line between rows is a row's lower border`() throws {
    let zip = try ZipReader(Exporter.export(EverythingPlan.view(), as: .docx))
    let xml = String(decoding: try zip.content(of: "word/styles.xml") ?? [], as: UTF8.self)
    let styles = try #require(WordElement.read(xml))
    #expect(styles.all("w:insideH").isEmpty)
  }

  /// The rows of the table of provision, for so many records of it.
  private func rows(
    records: Int, change: (inout RecordView) -> Void = { _ in }
  ) throws -> [WordElement] {
    var view = SizeTests.large(copies: 6)
    let part = try #require(view.parts.firstIndex { $0.id == PartID("F") })
    let list = view.parts[part].collections[0].records
    view.parts[part].collections[0].records = list.prefix(records).map { record in
      var record = record
      change(&record)
      return record
    }
    let zip = try ZipReader(
      Exporter.export(view, as: .docx, options: ExportOptions(sections: [PartID("F")])))
    let xml = String(decoding: try zip.content(of: "word/document.xml") ?? [], as: UTF8.self)
    let document = try #require(WordElement.read(xml))
    return try #require(document.all("w:tbl").first).all("w:tr")
  }
}

import Export
import Plan
import Testing
import Zip

/// What Office Open XML asks of a Word file beyond being XML, checked without its schemas: Word offers
/// to repair a file whose elements stand in another order (ISO/IEC 29500-1, annex A).
@Suite struct WordSchemaTests {
  struct File: Sendable, CustomTestStringConvertible {
    var name: String
    var bytes: [UInt8]
    var testDescription: String { name }
  }

  static let files: [File] = {
    let options = ExportOptions(
      includesComments: true, generatedOn: CivilDate(year: 2026, month: 11, day: 22))
    let matters = [ExportMatter.plan] + ((try? EverythingPlan.matters()) ?? [])
    return matters.map { matter in
      File(
        name: matter.kind.rawValue,
        bytes: Exporter.export(
          EverythingPlan.viewOfKinds(), matter: matter, as: .docx, options: options))
    }
  }()

  @Test(arguments: files)
  func `elements stand in the order of the schema`(file: File) throws {
    var seen: Set<String> = []
    for (name, root) in try parts(of: file) {
      for element in root.all {
        guard let order = WordOrder.children[element.name] else { continue }
        seen.insert(element.name)
        var last = 0
        for child in element.children {
          let place = order.firstIndex(of: child.name)
          #expect(place != nil, "\(name): \(child.name) in \(element.name)")
          #expect((place ?? last) >= last, "\(name): \(child.name) in \(element.name)")
          last = place ?? last
        }
      }
    }
    #expect(seen.isSuperset(of: ["w:pPr", "w:rPr", "w:style", "w:sectPr", "w:settings"]))
  }

  @Test(arguments: files)
  func `what is named is there, once`(file: File) throws {
    let parts = try parts(of: file)
    func all(_ name: String) -> [WordElement] { parts.values.flatMap { $0.all(name) } }
    let styles = all("w:style").compactMap { $0.attributes["w:styleId"] }
    #expect(Set(styles).count == styles.count)
    for user in ["w:pStyle", "w:rStyle", "w:tblStyle", "w:basedOn", "w:next"] {
      for style in all(user) { #expect(styles.contains(style.value ?? "")) }
    }
    let bookmarks = all("w:bookmarkStart")
    let names = bookmarks.compactMap { $0.attributes["w:name"] }
    let numbers = bookmarks.compactMap { $0.attributes["w:id"] }
    #expect(Set(names).count == names.count)
    #expect(Set(numbers).count == numbers.count)
    #expect(numbers.sorted() == all("w:bookmarkEnd").compactMap { $0.attributes["w:id"] }.sorted())
    for link in all("w:hyperlink") {
      #expect(names.contains(link.attributes["w:anchor"] ?? ""))
    }
    let notes = Set(all("w:footnote").compactMap { $0.attributes["w:id"] })
    for note in all("w:footnoteReference") {
      #expect(notes.contains(note.attributes["w:id"] ?? ""))
    }
    let lists = all("w:num").compactMap { $0.attributes["w:numId"] }
    for list in all("w:numId") { #expect(lists.contains(list.value ?? "")) }
  }

  @Test(arguments: files)
  func `a table's rows have a cell for each column, and a cell ends in a paragraph`(file: File)
    throws
  {
    for root in try parts(of: file).values {
      for table in root.all("w:tbl") {
        let columns = table.all("w:gridCol").count
        for row in table.all("w:tr") { #expect(row.all("w:tc").count == columns) }
        for cell in table.all("w:tc") { #expect(cell.children.last?.name == "w:p") }
      }
    }
  }

  private func parts(of file: File) throws -> [String: WordElement] {
    let zip = try ZipReader(file.bytes)
    var parts: [String: WordElement] = [:]
    for name in zip.names where name.hasPrefix("word/") && name.hasSuffix(".xml") {
      let xml = String(decoding: try zip.content(of: name) ?? [], as: UTF8.self)
      let root: WordElement = try #require(WordElement.read(xml), "\(name)")
      parts[name] = root
    }
    return parts
  }
}

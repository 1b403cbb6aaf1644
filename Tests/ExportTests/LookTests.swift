import Export
import Foundation
import Plan
import Testing
import Zip

/// An authority's look: read strictly, and seen in every format for people.
@Suite struct LookTests {
  private func files(
    _ look: String, letters: [String: String] = [:], logo: [UInt8]? = nil
  ) -> [String: [UInt8]] {
    var files = ["look.json": Array(look.utf8)]
    for (name, text) in letters { files["letters/\(name).txt"] = Array(text.utf8) }
    if let logo { files["logo.png"] = logo }
    return files
  }

  private func problem(
    _ look: String, letters: [String: String] = [:], logo: [UInt8]? = nil
  ) -> LookError? {
    do {
      _ = try Look.read(files: files(look, letters: letters, logo: logo))
      return nil
    } catch { return error }
  }

  /// The look that stands with the program as an example.
  private func example() throws -> Look {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "Templates/Look")
    var files: [String: [UInt8]] = [:]
    for path in try FileManager.default.subpathsOfDirectory(atPath: root.path)
    where path.contains(".") {
      files[path] = Array(try Data(contentsOf: root.appending(path: path)))
    }
    return try Look.read(files: files)
  }

  private func exported(
    _ look: Look, as format: ExportFormat, phase: Phase = .final
  ) -> [UInt8] {
    Exporter.export(
      EverythingPlan.view(phase: phase), as: format,
      options: ExportOptions(generatedOn: CivilDate(year: 2026, month: 11, day: 22), look: look))
  }

  // MARK: Reading

  @Test func `the example look has all a look can have`() throws {
    let look = try example()
    #expect(!look.name.isEmpty && !look.contact.isEmpty)
    #expect(look.accent != nil && look.link != nil && look.logo != nil)
    #expect(Set(look.letters.keys) == Set(Look.Letter.allCases))
    let used = look.letters.values.reduce(into: Set()) { $0.formUnion($1.placeholders) }
    #expect(used == Set(LetterText.Placeholder.allCases))
  }

  @Test func `contrast is counted as WCAG counts it`() throws {
    let grey = try #require(Colour("#767676"))
    #expect(grey.contrast(with: .white) >= 4.5)
    let paler = try #require(Colour("#777777"))
    #expect(paler.contrast(with: .white) < 4.5)
    let black = try #require(Colour("#000000"))
    #expect(abs(black.contrast(with: .white) - 21) < 0.001)
    // #0000ff on white: 8.59 to 1, as the accessibility tools say.
    let blue = try #require(Colour("#0000ff"))
    #expect(abs(blue.contrast(with: .white) - 8.592) < 0.01)
    #expect(Colour("#fff") == nil && Colour("#gggggg") == nil && Colour("#+12345") == nil)
  }

  @Test(arguments: ["#ffffff", "#7fb3ff", "#ffdd00", "#00ff00", "#777777"])
  func `a colour too pale is refused, and a shade that is not is named`(text: String) throws {
    let error = try #require(problem("{\n  \"colours\": {\"accent\": \"\(text)\"}}"))
    #expect(error.file == "look.json")
    #expect(error.field == "colours.accent")
    #expect(error.position == TextPosition(line: 2, column: 25))
    guard case .tooPale(let contrast, let nearest) = error.problem else {
      Issue.record("\(error)")
      return
    }
    #expect(contrast < 4.5)
    #expect(nearest.contrast(with: .white) >= 4.5)
    #expect(problem("{\"colours\": {\"accent\": \"\(nearest)\"}}") == nil)
  }

  @Test func `what is wrong is said with its file, place and field`() {
    #expect(problem("{")?.file == "look.json")
    #expect(problem(#"{"colour": 1}"#)?.field == "colour")
    #expect(problem(#"{"name": ""}"#)?.problem == .empty)
    #expect(problem(#"{"name": "a\u202eb"}"#)?.problem == .badLine(limit: 120))
    #expect(problem(#"{"contact": "x"}"#)?.problem == .wrongType(expected: "a list of lines"))
    #expect(
      problem(#"{"logo": {"file": "logo.png", "description": "x"}}"#)
        == LookError(file: "logo.png", position: nil, field: "", problem: .missingFile))
    #expect(
      problem(#"{"logo": {"file": "logo.png", "description": "x"}}"#, logo: Array("<svg".utf8))?
        .problem == .badPicture)
    #expect(
      problem(#"{"logo": {"file": "logo.png", "description": "x"}}"#, logo: [0x89, 0x50])?
        .problem == .badPicture)
    #expect(problem("{}", letters: ["greeting": "x"])?.file == "letters/greeting.txt")
    let letter = problem("{}", letters: ["final-plan": "Dear\n\nfor {kid}"])
    #expect(letter?.file == "letters/final-plan.txt")
    #expect(letter?.position == TextPosition(line: 3, column: 5))
    #expect(problem("{}", letters: ["final-plan": "a {child\nb}"])?.problem == .unclosedPlaceholder)
    #expect(problem("{}", letters: ["final-plan": "a } b"])?.problem == .strayBrace)
    #expect(
      problem("{}", letters: ["final-plan": String(repeating: "x", count: 30_000)])?.problem
        == .tooLong(limit: LetterText.byteLimit))
    #expect((try? Look.read(files: [:])) == nil)
  }

  @Test func `a picture damaged anywhere is refused or taken, and never traps`() throws {
    let picture = try #require(try example().logo?.picture)
    for index in 0..<64 {
      _ = Picture(Array(picture.bytes[..<index]))
      var bytes = picture.bytes
      bytes[index] ^= 0xFF
      _ = Picture(bytes)
    }
    let frame: [UInt8] = [
      0xFF, 0xD8, 0xFF, 0xE0, 0, 4, 0, 0, 0xFF, 0xC0, 0, 11, 8, 0, 20, 0, 30, 0,
    ]
    let jpeg = try #require(Picture(frame))
    #expect(jpeg.width == 30 && jpeg.height == 20 && jpeg.kind == .jpeg)
    for index in frame.indices { _ = Picture(Array(frame[..<index])) }
  }

  // MARK: Writing

  @Test(arguments: [ExportFormat.html, .docx, .markdown, .plainText])
  func `name, contact and letter stand in every format for people`(format: ExportFormat) throws {
    let bytes = exported(try example(), as: format)
    let text = format == .docx ? wordText(bytes) : String(decoding: bytes, as: UTF8.self)
    let words = text.split { $0.isWhitespace }.joined(separator: " ")
    for expected in ["Milbury Borough Council", "Civic Hall", "must secure", "First-tier"] {
      #expect(words.contains(expected), "\(expected)")
    }
    #expect(!words.contains("{child}"))
    let draft = exported(try example(), as: .plainText, phase: .gather)
    #expect(!String(decoding: draft, as: UTF8.self).contains("must secure"))
  }

  @Test func `the child's name in a letter is written as it is, and is no markup`() throws {
    let look = try Look.read(
      files: files("{}", letters: ["final-plan": "For {child}, {reference}, {date}."]))
    var view = EverythingPlan.view(phase: .final)
    view.parts[0].fields[0].value = .line("Sami <b>")
    let html = Exporter.export(
      view, as: .html,
      options: ExportOptions(generatedOn: CivilDate(year: 2026, month: 11, day: 22), look: look))
    let text = String(decoding: html, as: UTF8.self)
    #expect(text.contains("Sami &lt;b&gt;"))
    #expect(!text.contains("Sami <b>"))
    #expect(text.contains("22 November 2026."))
  }

  @Test func `the logo is carried along in HTML and Word, and described`() throws {
    let look = try example()
    let picture = try #require(look.logo?.picture)
    let html = String(decoding: exported(look, as: .html), as: UTF8.self)
    let start = try #require(html.range(of: "src=\"data:image/png;base64,"))
    let base64 = html[start.upperBound...].prefix { $0 != "\"" }
    #expect(Data(base64Encoded: String(base64)).map { Array($0) } == picture.bytes)
    #expect(html.contains("img-src data:"))
    #expect(html.contains("alt=\"Milbury Borough Council\""))
    let file = try ZipReader(exported(look, as: .docx))
    #expect(try file.content(of: "word/media/logo.png") == picture.bytes)
    for part in ["word/document.xml", "word/styles.xml"] {
      let xml = String(decoding: try file.content(of: part) ?? [], as: UTF8.self)
      #expect(xml.contains(part.contains("styles") ? "0b5d4e" : "r:embed=\"rId7\""))
    }
  }

  @Test func `without a look nothing is added`() {
    let html = String(
      decoding: Exporter.export(EverythingPlan.view(), as: .html), as: UTF8.self)
    #expect(!html.contains("letterhead") && !html.contains("img-src"))
  }
}

import Foundation
import Zip

#if canImport(FoundationXML)
  import FoundationXML
#endif

/// Reads the text of a Word file (Office Open XML, ISO/IEC 29500).
enum WordReader {
  static func read(_ bytes: [UInt8]) throws(ImportError) -> ImportedDocument {
    let archive: ZipReader
    let main: [UInt8]?
    let styles: [UInt8]?
    do {
      archive = try ZipReader(bytes)
      main = try archive.content(of: "word/document.xml")
      styles = try archive.content(of: "word/styles.xml")
    } catch { throw refusal(error) }
    guard let main else { throw .noDocument }
    let headings = WordStyles()
    if let styles { try parse(styles, with: headings) }
    let text = WordText(headings: headings.levels, emphasised: headings.emphasised)
    try parse(main, with: text)
    var document = ImportedDocument(blocks: text.blocks)
    for name in ["word/comments.xml", "word/footnotes.xml", "word/endnotes.xml"]
    where archive.names.contains(name) {
      document.omittedNotes += text.notes[name] ?? 0
    }
    return document
  }

  private static func refusal(_ error: ZipError) -> ImportError {
    switch error {
    case .notAnArchive, .damaged: .damaged
    case .unsupported: .unsupported
    case .tooManyEntries, .tooLarge, .tooDense: .unpacksTooFar
    }
  }

  private static func parse(_ xml: [UInt8], with delegate: WordMarkup) throws(ImportError) {
    // Office Open XML forbids document types (ECMA-376 part 2, 6.2.5), so whoever declares one means
    // no good: entities that grow, or files that are fetched. UTF-16 would hide the words.
    guard !xml.starts(with: [0xFF, 0xFE]), !xml.starts(with: [0xFE, 0xFF]) else {
      throw .badMarkup
    }
    for trap in ["<!DOCTYPE", "<!ENTITY"] where contains(xml, Array(trap.utf8)) {
      throw .declaresEntities
    }
    let parser = XMLParser(data: Data(xml))
    parser.shouldResolveExternalEntities = false
    parser.delegate = delegate
    guard parser.parse(), parser.parserError == nil, !delegate.isTooMuch else {
      throw delegate.isTooMuch ? .tooLarge(limit: ImportLimits.textBytes) : .badMarkup
    }
  }

  private static func contains(_ bytes: [UInt8], _ wanted: [UInt8]) -> Bool {
    guard let first = wanted.first, bytes.count >= wanted.count else { return false }
    var index = 0
    while let next = bytes[index...].firstIndex(of: first), next + wanted.count <= bytes.count {
      if bytes[next..<next + wanted.count].elementsEqual(wanted) { return true }
      index = next + 1
    }
    return false
  }
}

/// What both walks over a part's markup have in common: they stop where it grows beyond all measure.
class WordMarkup: NSObject, XMLParserDelegate {
  fileprivate(set) var isTooMuch = false
  private var depth = 0

  func open(_ name: String, _ attributes: [String: String]) {}
  func close(_ name: String) {}
  func characters(_ text: String, _ parser: XMLParser) {}

  // Every method of the protocol stands here: one that only a subclass has is not called.
  func parser(_ parser: XMLParser, foundCharacters string: String) { characters(string, parser) }

  func parser(
    _ parser: XMLParser, didStartElement name: String, namespaceURI: String?,
    qualifiedName: String?, attributes: [String: String]
  ) {
    depth += 1
    if depth > ImportLimits.depth { stop(parser) }
    open(name, attributes)
  }

  func parser(
    _ parser: XMLParser, didEndElement name: String, namespaceURI: String?, qualifiedName: String?
  ) {
    depth -= 1
    close(name)
  }

  func stop(_ parser: XMLParser) {
    isTooMuch = true
    parser.abortParsing()
  }
}

/// Which styles are headings, by their outline level or their name, and which are bold.
private final class WordStyles: WordMarkup {
  private(set) var levels: [String: Int] = [:]
  private(set) var emphasised: Set<String> = []
  private var current: String?
  private var isParagraph = false

  override func open(_ name: String, _ attributes: [String: String]) {
    let value = attributes["w:val"] ?? ""
    switch name {
    case "w:style":
      current = attributes["w:styleId"]
      isParagraph = attributes["w:type"] == "paragraph"
    case "w:name":
      let words = value.lowercased().split(separator: " ")
      if words.count == 2, words[0] == "heading", let level = Int(words[1]) { set(level) }
      if words == ["title"] { set(1) }
    case "w:outlineLvl": if let level = Int(value), level < 9 { set(level + 1) }
    case "w:b":
      if let current, isParagraph, value != "0", value != "false" { emphasised.insert(current) }
    default: break
    }
  }

  private func set(_ level: Int) {
    guard let current, isParagraph, (1...9).contains(level) else { return }
    levels[current] = level
  }
}

/// The text of the document's body.
private final class WordText: WordMarkup {
  private(set) var blocks: [ImportedBlock] = []
  private(set) var notes: [String: Int] = [:]

  private let headings: [String: Int]
  private let emphasisedStyles: Set<String>
  private var paragraph = ""
  private var style = ""
  private var outline: Int?
  private var isItem = false
  /// Characters in bold, and all that are not white space.
  private var boldCount = 0
  private var inkCount = 0
  private var isBold = false
  private var isInRun = false
  private var isText = false
  /// How deep inside something that is not the document's text: deletions, instructions, fallbacks.
  private var hidden = 0
  /// Tables may stand in tables: the cells of the outer one wait.
  private var rows: [Row] = []
  private var bytes = 0

  private struct Row {
    var cells: [String] = []
    var cell = ""
    var isFirst = true
    var isRepetition = false
  }

  init(headings: [String: Int], emphasised: Set<String>) {
    self.headings = headings
    emphasisedStyles = emphasised
  }

  private static let notText: Set<String> = [
    "w:del", "w:moveFrom", "w:instrText", "w:delText", "mc:Fallback", "w:sdtPr", "w:pPrChange",
    "w:rPrChange", "w:tblPrChange", "w:sectPrChange", "w:object",
  ]

  override func open(_ name: String, _ attributes: [String: String]) {
    if Self.notText.contains(name) { hidden += 1 }
    let value = attributes["w:val"] ?? ""
    let isOn = value != "0" && value != "false"
    switch name {
    case "w:p": beginParagraph()
    case "w:pStyle": style = value
    case "w:outlineLvl": outline = Int(value).map { $0 + 1 }
    case "w:numPr": isItem = true
    case "w:r":
      isInRun = true
      isBold = emphasisedStyles.contains(style)
    case "w:b": if isInRun { isBold = isOn }
    case "w:t": isText = true
    case "w:tab": if isInRun { add(" ") }
    case "w:br", "w:cr": if isInRun { add("\n") }
    case "w:noBreakHyphen": add("\u{2011}")
    case "w:footnoteReference": notes["word/footnotes.xml", default: 0] += 1
    case "w:endnoteReference": notes["word/endnotes.xml", default: 0] += 1
    case "w:commentReference": notes["word/comments.xml", default: 0] += 1
    case "w:tbl": rows.append(Row())
    case "w:tblStyle":
      // Our own exports' tables at a glance: what they say, the records below them say again.
      if value == "PlanTable", !rows.isEmpty { rows[rows.count - 1].isRepetition = true }
    case "w:tr": if !rows.isEmpty { rows[rows.count - 1].cells = [] }
    case "w:tc": if !rows.isEmpty { rows[rows.count - 1].cell = "" }
    default: break
    }
  }

  override func close(_ name: String) {
    if Self.notText.contains(name) { hidden -= 1 }
    switch name {
    case "w:t": isText = false
    case "w:r": isInRun = false
    case "w:p": endParagraph()
    case "w:tc":
      guard let row = rows.last else { return }
      rows[rows.count - 1].cells.append(Words.trimmed(row.cell))
    case "w:tr":
      guard let row = rows.last, rows.count == 1 else { return }
      if !row.isRepetition, row.cells.contains(where: { !$0.isEmpty }) {
        blocks.append(.row(row.cells, isFirst: row.isFirst))
        rows[0].isFirst = false
      }
    case "w:tbl":
      guard let inner = rows.popLast(), !rows.isEmpty else { return }
      // A table within a cell is that cell's text.
      rows[rows.count - 1].cell += "\n" + inner.cells.joined(separator: " ")
    default: break
    }
  }

  override func characters(_ text: String, _ parser: XMLParser) {
    guard isText else { return }
    bytes += text.utf8.count
    if bytes > ImportLimits.textBytes { return stop(parser) }
    add(text)
  }

  private func add(_ text: String) {
    guard hidden == 0 else { return }
    paragraph += text
    let ink = text.unicodeScalars.count { !$0.properties.isWhitespace }
    inkCount += ink
    if isBold { boldCount += ink }
  }

  private func beginParagraph() {
    paragraph = ""
    style = ""
    outline = nil
    isItem = false
    boldCount = 0
    inkCount = 0
  }

  private func endParagraph() {
    let words = Words.trimmed(paragraph)
    paragraph = ""
    if !rows.isEmpty {
      let cell = rows[rows.count - 1].cell
      rows[rows.count - 1].cell = cell.isEmpty || words.isEmpty ? cell + words : cell + "\n" + words
      return
    }
    if words.isEmpty { return }
    if let level = outline ?? headings[style] {
      blocks.append(.heading(words, level: min(level, 6)))
    } else if isItem {
      blocks.append(.item(words))
    } else {
      for (index, line) in Words.lines(words).enumerated() where !Words.trimmed(line).isEmpty {
        blocks.append(
          .paragraph(
            Words.trimmed(line), isEmphasised: boldCount == inkCount && inkCount > 0 && index == 0))
      }
    }
  }
}

import Plan

/// Finds the sections in a document by their headings.
struct SectionHeadings {
  private let names: [(name: String, part: PartID)]

  init(_ template: PlanTemplate) {
    names = template.parts.filter { $0.kind == .section }.flatMap { part in
      // A title alone is a heading only where it says more than a word or two.
      ["section \(part.id)", part.title, "section \(part.id) \(part.title)"].map {
        (Words.folded($0), part.id)
      }
    }
  }

  /// The part that a heading names, as `Section B`, `SECTION B: Special educational needs`,
  /// `B. Special educational needs`, or by the template's title alone; nil for any other line.
  func part(_ line: String) -> PartID? {
    let folded = Words.folded(line)
    if let whole = names.first(where: { $0.name == folded }) { return whole.part }
    var words = folded.split(separator: " ").map(String.init)
    if words.first == "section" { words.removeFirst() } else if words.count < 3 { return nil }
    guard let letter = words.first, letter.utf8.count <= 2 else { return nil }
    let named = names.first { $0.name == "section \(letter)" }
    guard let named else { return nil }
    if folded.hasPrefix("section ") { return named.part }
    // `A teacher said` is no heading of section A: without the word, the title has to follow.
    let rest = words.dropFirst().joined(separator: " ")
    return names.contains { $0.part == named.part && $0.name == rest } ? named.part : nil
  }

  /// The blocks under each section's heading, in the document's order; those before any heading under
  /// nil.
  func split(_ blocks: [ImportedBlock]) -> [(part: PartID?, blocks: [ImportedBlock])] {
    var result: [(part: PartID?, blocks: [ImportedBlock])] = []
    for block in blocks {
      if let part = block.headingWords.flatMap(part) {
        result.append((part, []))
      } else {
        if result.isEmpty { result.append((nil, [])) }
        result[result.count - 1].blocks.append(block)
      }
    }
    return result
  }
}

extension ImportedBlock {
  /// The words of a line that may be a heading: short, and a paragraph to itself.
  var headingWords: String? {
    switch self {
    case .heading(let words, _): words
    case .paragraph(let words, _): words.utf8.count <= 120 ? words : nil
    case .row(let cells, _):
      // Many authorities put each section in a table under a cell that spans it.
      cells.filter { !$0.isEmpty }.count == 1 ? cells.first { !$0.isEmpty } : nil
    case .item: nil
    }
  }
}

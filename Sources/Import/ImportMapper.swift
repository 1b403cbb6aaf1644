package import Plan

/// Decides where the words of a document go.
///
/// Nothing is guessed that a reader could not follow: a line that is a field's name begins that field,
/// a line that is called like a record begins a record, and what follows belongs to it. Words that
/// belong nowhere are left over.
package struct ImportMapper {
  private let template: PlanTemplate
  private let headings: SectionHeadings

  package init(template: PlanTemplate) {
    self.template = template
    headings = SectionHeadings(template)
  }

  /// The sections whose headings the document has.
  package func sections(in document: ImportedDocument) -> [PartID] {
    var found: [PartID] = []
    for piece in headings.split(document.blocks) {
      if let part = piece.part, !found.contains(part) { found.append(part) }
    }
    return found
  }

  /// A proposal for each section whose heading the document has, in the template's order.
  package func proposals(for document: ImportedDocument) -> [ImportProposal] {
    let pieces = headings.split(document.blocks)
    return template.parts.compactMap { part in
      let blocks = pieces.filter { $0.part == part.id }.flatMap(\.blocks)
      return blocks.isEmpty ? nil : proposal(blocks, part)
    }
  }

  /// What of the document belongs into one part: what stands under that section's heading, or, where
  /// the document has no headings of sections, all of it.
  ///
  /// - Parameter id: a section, or a report of advice.
  /// - Returns: nil where the template has no such part, or the document nothing for it.
  package func proposal(for document: ImportedDocument, in id: PartID) -> ImportProposal? {
    guard let part = template.part(id) else { return nil }
    let pieces = headings.split(document.blocks)
    let isWhole = part.kind != .section || pieces.allSatisfy { $0.part == nil }
    let blocks = isWhole ? document.blocks : pieces.filter { $0.part == id }.flatMap(\.blocks)
    if blocks.isEmpty { return nil }
    var proposal = proposal(blocks, part)
    proposal.part = id
    return proposal
  }

  private func proposal(_ blocks: [ImportedBlock], _ part: PartTemplate) -> ImportProposal {
    let hasHeadings = blocks.contains { block in
      if case .heading = block { true } else { false }
    }
    var filler = ProposalFiller(part, hasHeadings: hasHeadings)
    for block in blocks { filler.take(block) }
    return filler.finished()
  }
}

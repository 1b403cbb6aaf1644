/// Reads a document of any kind that is known here, by what its bytes are, not by its name.
package enum DocumentReader {
  /// - Parameter isMarkdown: whether text is to be read as Markdown.
  package static func read(
    _ bytes: [UInt8], isMarkdown: Bool
  ) throws(ImportError) -> ImportedDocument {
    guard bytes.count <= ImportLimits.fileBytes else {
      throw .tooLarge(limit: ImportLimits.fileBytes)
    }
    if bytes.starts(with: [0x50, 0x4B]) { return try nonempty(WordReader.read(bytes)) }
    if bytes.starts(with: [0xD0, 0xCF, 0x11, 0xE0]) { throw .otherFormat(.olderWord) }
    if bytes.starts(with: Array("%PDF-".utf8)) { throw .otherFormat(.pdf) }
    if bytes.starts(with: Array("{\\rtf".utf8)) { throw .otherFormat(.richText) }
    guard bytes.count <= ImportLimits.textBytes else {
      throw .tooLarge(limit: ImportLimits.textBytes)
    }
    guard let text = String(validating: bytes, as: UTF8.self), !bytes.contains(0) else {
      throw .unreadable
    }
    return try nonempty(isMarkdown ? MarkdownReader.read(text) : TextReader.read(text))
  }

  private static func nonempty(
    _ document: ImportedDocument
  ) throws(ImportError) -> ImportedDocument {
    if document.blocks.isEmpty { throw .empty }
    return document
  }
}

import Export
import Foundation
import Plan
import Terminal

/// Makes a tagged PDF with a program that is installed: WeasyPrint from the HTML, or else LibreOffice
/// from the Word file. Both keep headings, lists, tables and language, which a screen reader needs
/// (PDF/UA, ISO 14289-1).
///
/// The files in between stand in a folder of the person's own, readable by nobody else, and are gone
/// when it is done or fails.
struct PDFPrinter {
  private enum Tool {
    case weasyPrint(String)
    case libreOffice(String)
  }

  private let tool: Tool
  private let environment: [String: String]

  /// Finds a program; WeasyPrint first, which prints what a browser would show.
  ///
  /// - Throws: where neither is installed, with how to install one.
  init(environment: [String: String]) throws(UserError) {
    self.environment = environment
    let folders = (environment["PATH"] ?? "/usr/bin:/bin").split(separator: ":").map(String.init)
    func find(_ name: String) -> String? {
      folders.map { "\($0)/\(name)" }.first { access($0, X_OK) == 0 }
    }
    if let path = find("weasyprint") {
      tool = .weasyPrint(path)
    } else if let path = find("soffice") ?? find("libreoffice") {
      tool = .libreOffice(path)
    } else {
      throw UserError(
        "A PDF is printed by WeasyPrint or LibreOffice, and neither is installed here.",
        hint:
          "Install one: apt install weasyprint. Or take another format: ehcp export -o plan.docx",
        exitCode: .failed)
    }
  }

  /// What is to be handed over: the format the tool reads.
  var source: ExportFormat {
    switch tool {
    case .weasyPrint: .html
    case .libreOffice: .docx
    }
  }

  /// The PDF's bytes.
  ///
  /// - Parameter folder: the person's own folder, where a folder for the time being is made.
  func print(_ bytes: [UInt8], in folder: String) throws -> [UInt8] {
    let place = "\(folder)/print-\(UUID().uuidString)"
    guard mkdir(place, 0o700) == 0 else { throw TerminalError.cannotWriteFile(place, errno) }
    defer { try? FileManager.default.removeItem(atPath: place) }
    let input = "\(place)/plan.\(source.fileExtension)"
    let output = "\(place)/plan.pdf"
    try TextFile.write(bytes, to: input)
    var variables = environment
    // LibreOffice keeps a profile; not the person's own, which may be open.
    variables["HOME"] = place
    let finished: FinishedProcess
    switch tool {
    case .weasyPrint(let path):
      finished = try FinishedProcess(
        running: path, ["--pdf-variant", "pdf/ua-1", input, output], environment: variables,
        folder: place)
    case .libreOffice(let path):
      let settings =
        "pdf:writer_pdf_Export:{\"UseTaggedPDF\":{\"type\":\"boolean\",\"value\":\"true\"},"
        + "\"PDFUACompliance\":{\"type\":\"boolean\",\"value\":\"true\"}}"
      finished = try FinishedProcess(
        running: path, ["--headless", "--convert-to", settings, "--outdir", place, input],
        environment: variables, folder: place)
    }
    let made = FileManager.default.contents(atPath: output).map { [UInt8]($0) } ?? []
    guard finished.status == 0, made.starts(with: Array("%PDF-".utf8)) else {
      throw UserError(
        "\(name) could not print the plan (it ended with status \(finished.status)).",
        hint: "Take another format, and print that: ehcp export -o plan.html", exitCode: .failed)
    }
    return made
  }

  private var name: String {
    switch tool {
    case .weasyPrint: "WeasyPrint"
    case .libreOffice: "LibreOffice"
    }
  }
}

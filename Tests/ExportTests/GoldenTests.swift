import Export
import Foundation
import Plan
import Testing
import Zip

/// Compares exports with the files of `Tests/Fixtures/Export`, byte for byte.
///
/// `EHCP_RECORD_GOLDENS=1 swift test --filter GoldenTests` writes them anew, and fails, so that a
/// recording is read before it is believed.
@Suite struct GoldenTests {
  struct Golden: CustomTestStringConvertible, Sendable {
    var name: String
    var phase: Phase
    var options: ExportOptions
    var testDescription: String { name }
  }

  static let goldens = [
    Golden(
      name: "draft", phase: .gather,
      options: ExportOptions(
        includesComments: true, generatedOn: CivilDate(year: 2026, month: 11, day: 22))),
    Golden(name: "final", phase: .final, options: ExportOptions()),
    Golden(
      name: "extract", phase: .amend,
      options: ExportOptions(
        sections: [PartID("F"), PartID("D")], authority: "Milbury <Council>")),
  ]

  @Test(arguments: goldens, ExportFormat.allCases)
  func `an export equals its golden file`(golden: Golden, format: ExportFormat) throws {
    let bytes = Exporter.export(
      EverythingPlan.view(phase: golden.phase), as: format, options: golden.options)
    try Self.compare(bytes, with: "\(golden.name).\(format.fileExtension)", format)
  }

  @Test(arguments: ExportKind.allCases.filter { $0 != .plan }, ExportFormat.allCases)
  func `a document of each kind equals its golden file`(
    kind: ExportKind, format: ExportFormat
  ) throws {
    let matter = try #require(try EverythingPlan.matters().first { $0.kind == kind })
    let bytes = Exporter.export(
      EverythingPlan.viewOfKinds(), matter: matter, as: format,
      options: ExportOptions(generatedOn: CivilDate(year: 2026, month: 11, day: 22)))
    try Self.compare(bytes, with: "\(kind.rawValue).\(format.fileExtension)", format)
  }

  private static func compare(
    _ bytes: [UInt8], with name: String, _ format: ExportFormat
  ) throws {
    let file = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .appending(path: "Fixtures/Export/\(name)")
    if ProcessInfo.processInfo.environment["EHCP_RECORD_GOLDENS"] == "1" {
      try Data(bytes).write(to: file)
      Issue.record("recorded \(file.path)")
      return
    }
    let recorded = try Array(Data(contentsOf: file))
    guard format == .docx else {
      Self.expect(bytes, toEqual: recorded, of: name)
      return
    }
    // Compressed bytes may differ from one release of zlib to the next; what they hold may not.
    let (old, new) = (try ZipReader(recorded), try ZipReader(bytes))
    #expect(old.names == new.names)
    for part in old.names {
      let (was, now) = (try old.content(of: part), try new.content(of: part))
      Self.expect(now ?? [], toEqual: was ?? [], of: part)
    }
  }

  /// Shows the first line that differs, not the bytes of both.
  private static func expect(_ written: [UInt8], toEqual recorded: [UInt8], of name: String) {
    let (old, new) = (recorded.split(separator: 10), written.split(separator: 10))
    let line =
      zip(old, new).enumerated().first { $1.0 != $1.1 }?.offset ?? min(old.count, new.count)
    let isSame = written == recorded
    let (was, now) = (old.dropFirst(line).first ?? [], new.dropFirst(line).first ?? [])
    #expect(
      isSame,
      "\(name), line \(line + 1): “\(String(decoding: was, as: UTF8.self))” is now “\(String(decoding: now, as: UTF8.self))”"
    )
  }
}

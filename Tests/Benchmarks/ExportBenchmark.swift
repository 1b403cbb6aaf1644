import Assets
import CRDT
import Client
import Export
import Foundation
import Plan
import Store
import Terminal

/// How long documents take, of the example plan of England (41 pages in print): each kind in each
/// format, in this process; and all of fifty such plans by the program beside this one.
struct ExportBenchmark {
  private static let runs = 15
  private static let planCount = 50

  private let folder: String
  private let template: PlanTemplate
  private let example: ExamplePlan

  private struct Failure: Error {
    var output: String
  }

  init() throws {
    folder = FileManager.default.temporaryDirectory
      .appending(path: "exports-\(UUID().uuidString)").path(percentEncoded: false)
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let pack = PackFiles.embedded()[0]
    template = try PlanTemplate.read(pack: pack.name, files: pack.files)
    example = try ExamplePlan.read(
      file: "Example/plan.json", bytes: pack.files["Example/plan.json"] ?? [], template: template)
  }

  func run() throws {
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try Credentials(
      server: "https://ehcp.example.gov.uk", key: Cryptography.KeyPair(), token: nil
    ).write(HomeFolder(path: folder))
    for index in 1...Self.planCount { try makePlan("MK-\(1000 + index)", index) }
    try printTimes()
    try exportAll("html")
    try exportAll("docx")
  }

  // MARK: In this process

  private func printTimes() throws {
    let workspace = try open()
    let plan = try workspace.plan("MK-1001")
    let view = try workspace.view(plan)
    let words = view.parts.flatMap { part in
      part.fields + part.collections.flatMap(\.records).flatMap(\.fields)
    }.reduce(0) { $0 + $1.value.plainText.split(whereSeparator: \.isWhitespace).count }
    print("\(words) words; median of \(Self.runs), ms")
    let formats = ExportFormat.allCases
    print(Self.padded("", 18) + formats.map { Self.padded($0.rawValue, 10) }.joined())
    let options = ExportOptions(generatedOn: CivilDate(year: 2026, month: 11, day: 22))
    for matter in try matters(of: plan, view, workspace) {
      var line = Self.padded(matter.kind.rawValue, 18)
      for format in formats {
        line += Self.padded(
          String(
            format: "%.1f",
            Self.median {
              Exporter.export(view, matter: matter, as: format, options: options).count
            }), 10)
      }
      print(line)
    }
    let viewTime = try Self.median { try workspace.view(plan).parts.count }
    print(String(format: "the view itself: %.1f", viewTime))
  }

  private func matters(
    of plan: OpenPlan, _ view: PlanView, _ workspace: Workspace
  ) throws -> [ExportMatter] {
    let dates: ExportMatter.Dates = { _, _ in CivilDate(year: 2026, month: 11, day: 22) }
    var pairs: [(part: PartDocument, from: [EventID], to: [EventID])] = []
    var texts: [ExportMatter.WrittenText] = []
    for shown in view.parts {
      let part = try workspace.part(shown.id, of: plan)
      pairs.append((part, [], part.document.frontier))
      for field in part.template.fields where field.kind == .text {
        texts.append(
          .init(
            place: Place(part: shown.id, field: field.key),
            runs: try part.blame(field: field.key, of: nil, by: Attributions(of: part)) {
              $0.isSameHand(as: $1)
            }))
      }
    }
    let comparison = ExportMatter.Comparison(
      redline: try Redline(of: pairs), earlier: "the empty plan", dates: dates)
    return [
      .plan, .amendmentNotice(comparison), .workingDocument(comparison),
      .history(texts, dates: dates), .easyRead, .advice,
      .subjectAccess(.init(people: [], representations: [], dates: dates)),
    ]
  }

  private static func median<Value>(_ work: () throws -> Value) rethrows -> Double {
    let clock = ContinuousClock()
    var times: [Double] = []
    for _ in 0..<runs {
      let start = clock.now
      _ = try work()
      let time = (clock.now - start).components
      times.append(Double(time.seconds) * 1_000 + Double(time.attoseconds) / 1e15)
    }
    return times.sorted()[runs / 2]
  }

  private static func padded(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(1, width - text.count))
  }

  // MARK: The program

  private func exportAll(_ format: String) throws {
    let program = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
      .appending(path: "ehcp").path(percentEncoded: false)
    let clock = ContinuousClock()
    let start = clock.now
    let process = try FinishedProcess(
      running: program, ["export", "--all", "--format", format, "-o", "\(folder)/\(format)"],
      environment: ["PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "EHCP_HOME": folder],
      folder: folder)
    guard process.status == 0 else { throw Failure(output: process.errors) }
    let time = (clock.now - start).components
    let seconds = Double(time.seconds) + Double(time.attoseconds) / 1e18
    print(
      String(format: "ehcp export --all, %d plans, %@: %.2f s", Self.planCount, format, seconds))
  }

  // MARK: The plans

  private func open() throws -> Workspace {
    try Workspace(home: HomeFolder(path: folder), templates: TemplateShelf([template]))
  }

  private func makePlan(_ reference: String, _ index: Int) throws {
    let parts = template.parts.filter { $0.kind != .advice }.map { part -> JSONValue in
      ["part": .string(part.id.description), "right": "edit"]
    }
    let digits = String(index)
    let details = try RemotePlanDetails([
      "id": .string(String(repeating: "0", count: 32 - digits.count) + digits),
      "reference": .string(reference), "role": "caseworker", "phase": "gather",
      "preset": .string(template.presets[0].id), "pack": .string(template.pack),
      "pack_version": .integer(Int64(template.version)), "parts": .array(parts),
    ])
    let workspace = try open()
    try workspace.save(details)
    try workspace.fill(try workspace.plan(reference), with: example)
  }
}

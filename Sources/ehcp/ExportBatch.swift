import Client
import Export
import Foundation
import Plan
import Terminal

/// A document of every plan that is known here, a file each.
///
/// A plan that cannot be written is told at the end and does not stop the others. Interrupted, it stops
/// between two plans: every file that is there is whole.
struct ExportBatch {
  /// So many plans are held in memory at once, whatever an authority has.
  private static let stretch = 20

  private let request: ExportRequest
  private let folder: String
  /// Nil is a PDF.
  private let format: ExportFormat?
  private var console: Console { request.session.console }

  init(_ request: ExportRequest, _ invocation: Invocation, to folder: String) throws(UserError) {
    guard folder != "-", invocation.value("plan") == nil else {
      throw UserError(
        "“--all” writes a file for each plan.", hint: "Give a folder: ehcp export --all -o plans",
        exitCode: .usage)
    }
    self.request = request
    self.folder = folder
    let name = invocation.value("format")
    format = name == ExportCommand.pdf ? nil : name.flatMap(ExportFormat.init(rawValue:)) ?? .html
  }

  func write() throws -> ExitCode {
    var workspace: Workspace? = try request.session.workspace()
    let plans = try workspace?.plans() ?? []
    try makeFolder()
    var names: Set<String> = []
    var written = 0
    var failed: [(reference: String, why: String)] = []
    var line = ProgressLine("Writing", on: console)
    Interruption.listen()
    for (index, plan) in plans.enumerated() where !Interruption.hasCome {
      line.update(index, of: plans.count, "plans")
      if index > 0, index.isMultiple(of: Self.stretch) {
        // What was read of the plans before goes with it.
        workspace = nil
        workspace = try request.session.workspace()
      }
      guard let workspace else { break }
      do {
        let file = try write(
          plan, named: Self.name(plan.reference, request.kind, taken: &names), workspace)
        written += 1
        if !console.showsProgress {
          console.say(nil, "\(index + 1) of \(plans.count): \(Escaping.line(file))")
        }
      } catch {
        // What runs in the same terminal is interrupted along with this, and fails of it.
        if Interruption.hasCome { break }
        failed.append((plan.reference, UserError(explaining: error).summary))
      }
    }
    line.finish()
    return try report(written, failed, of: plans.count)
  }

  private func makeFolder() throws(UserError) {
    do {
      try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    } catch {
      throw UserError(
        "The folder “\(Escaping.line(folder))” cannot be made.",
        hint: "Choose another place for it.", exitCode: .failed)
    }
  }

  /// - Returns: the file's name.
  private func write(
    _ summary: PlanSummary, named name: String, _ workspace: Workspace
  ) throws -> String {
    let plan = try workspace.plan(summary.identifier)
    let bytes = try ExportCommand.bytes(
      of: request.document(of: plan, in: workspace), as: format, request.session)
    let file = "\(name).\(format?.fileExtension ?? ExportCommand.pdf)"
    try TextFile.write(bytes, to: "\(folder)/\(file)")
    return file
  }

  private func report(
    _ written: Int, _ failed: [(reference: String, why: String)], of count: Int
  ) throws(UserError) -> ExitCode {
    for failure in failed {
      console.say(.warning, "\(Escaping.line(failure.reference)): \(failure.why)")
    }
    guard written > 0 || failed.isEmpty else {
      throw UserError(
        "No file was written.", hint: "Why stands above, for each plan.", exitCode: .failed)
    }
    console.say(
      .done,
      "\(Counted.of(written, "file")) in \(Escaping.line(folder)) "
        + "(\(format?.rawValue ?? ExportCommand.pdf))")
    let left = count - written - failed.count
    if left > 0 {
      console.say(
        .warning,
        "Interrupted: \(Counted.of(left, "plan")) not written. The files that are there are whole.",
        next: "the same command again")
      return .interrupted
    }
    return failed.isEmpty ? .done : .failed
  }

  /// `MK-0412-easy-read`; with `-2` where two plans have the same reference.
  private static func name(
    _ reference: String, _ kind: ExportKind, taken: inout Set<String>
  ) -> String {
    let safe = reference.unicodeScalars.map { scalar in
      scalar.properties.isAlphabetic || scalar.properties.numericType != nil ? String(scalar) : "-"
    }.joined()
    let name = "\(safe)-\(kind.rawValue)"
    var candidate = name
    var number = 2
    while !taken.insert(candidate.lowercased()).inserted {
      candidate = "\(name)-\(number)"
      number += 1
    }
    return candidate
  }
}

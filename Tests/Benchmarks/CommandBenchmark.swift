import Foundation
import Terminal
import TestSupport

/// How long the commands of `ehcp` take on a large plan that is on this device.
///
/// The program measured is the one beside this.
struct CommandBenchmark {
  private static let runs = 7
  /// What a command may take, in milliseconds.
  private static let limit = 100.0

  /// A command that did not do what is measured.
  private struct Failure: Error {
    var command: [String]
    var status: Int32
    var errors: String
  }

  /// Commands that have no figure, because they failed.
  private struct Incomplete: Error {
    var commands: [[String]]
  }

  /// In milliseconds. What the processor spent tells more on a machine that others use as well.
  private struct Times {
    var elapsed: Double
    var processor: Double
  }

  private let plan: LargePlan

  init() throws {
    plan = try LargePlan(
      in: FileManager.default.temporaryDirectory
        .appending(path: "commands-\(UUID().uuidString)").path(percentEncoded: false))
    try writeFiles()
  }

  /// Prints the median of each command, and whether it stayed below the limit.
  ///
  /// - Parameter words: only commands that begin with these.
  func run(beginningWith words: [String] = []) async throws {
    defer { try? FileManager.default.removeItem(atPath: plan.folder) }
    print(
      "\(plan.words) words, \(LargePlan.commentCount) comments, "
        + "\(LargePlan.suggestionCount) suggestions")
    print("median of \(Self.runs), ms; below \(Int(Self.limit))    elapsed  processor")
    var failed: [[String]] = []
    for command in Self.commands where command.prefix(words.count).elementsEqual(words) {
      let name = "ehcp " + command.joined(separator: " ")
      do {
        var times: [Times] = []
        for run in 0..<Self.runs {
          times.append(try time(command.map { $0.replacing("%", with: "\(run % 2)") }))
        }
        report(name, times)
      } catch {
        // The others are still worth a figure; the run as a whole has failed.
        print("\(name): FAILED: \(error)")
        failed.append(command)
      }
    }
    if words.isEmpty {
      var times: [Times] = []
      for _ in 0..<Self.runs { times.append(try await timeFirstScreen()) }
      report("ehcp tui, until its first screen stands", times)
    }
    if !failed.isEmpty { throw Incomplete(commands: failed) }
  }

  /// A percent sign stands for 0 and 1 by turns, so that each run has something to change.
  private static let commands: [[String]] = [
    ["status"], ["status", "--json"], ["show"], ["show", "F"], ["show", "B.2"],
    ["show", "B.2.description"], ["show", "B", "--json"],
    ["log"], ["log", "--limit", "5"], ["log", "F.2"], ["log", "--by", "me"],
    ["log", "--since", "today"], ["log", "--json"], ["blame", "F.2"], ["blame", "F"],
    ["diff"], ["diff", "today"],
    ["comment", "list"], ["comment", "list", "F"], ["comment", "list", "F", "--json"],
    ["comment", "add", "B.3", "-m", "Is this from the report?"],
    ["comment", "add", "F", "--quote", "support", "-m", "Who?"],
    ["comment", "reply", "F.C3", "-m", "Twenty minutes."], ["comment", "resolve", "F.C3"],
    ["suggestions"], ["suggestions", "--json"], ["suggestions", "show", "B.S2"],
    ["suggestions", "accept", "B.S2", "--dry-run"],
    ["suggest", "F", "--quote", "each", "--with", "every"],
    ["review"], ["tray"],
    ["set", "B.2.title", "Reading %"], ["edit", "B.2.description", "--from", "text-%.txt"],
    ["edit", "B", "--print"], ["edit", "B", "--from", "form-%.md"],
    ["add", "B", "title=Sleep"], ["move", "B.3", "1"], ["undo"], ["redo"],
    ["check"], ["check", "F"], ["check", "--json"],
    ["thread"], ["timeline"], ["acts"], ["advice", "list"], ["representation", "list"],
    ["version"], ["draft", "status"],
    ["export", "-o", "plan.md"], ["export", "-o", "plan.html"], ["export", "-o", "plan.docx"],
    ["export", "--comments", "-o", "discussion.md"], ["export", "--format", "json", "-o", "-"],
  ]

  private func report(_ name: String, _ times: [Times]) {
    let padding = String(repeating: " ", count: max(1, 56 - name.count))
    let elapsed = times.map(\.elapsed).sorted()[times.count / 2]
    let processor = times.map(\.processor).sorted()[times.count / 2]
    let verdict = elapsed < Self.limit ? "" : processor < Self.limit ? "  elapsed" : "  MISSED"
    print(name + padding + String(format: "%7.1f %10.1f", elapsed, processor) + verdict)
  }

  /// What commands read: a text and a form, each twice, with a difference.
  private func writeFiles() throws {
    let form = try run(["edit", "B", "--print"]).output
    for (number, word) in ["every", "each"].enumerated() {
      let words = String(repeating: "She needs help \(word) day. ", count: 20)
      try Data(words.utf8).write(to: URL(filePath: "\(plan.folder)/text-\(number).txt"))
      try Data(form.replacing("quiet room", with: "room", maxReplacements: 1 + number).utf8)
        .write(to: URL(filePath: "\(plan.folder)/form-\(number).md"))
    }
  }

  private var program: String {
    URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
      .appending(path: "ehcp").path(percentEncoded: false)
  }

  private var environment: [String: String] {
    ["PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8", "EHCP_HOME": plan.folder]
  }

  private func run(_ command: [String]) throws -> FinishedProcess {
    let process = try FinishedProcess(
      running: program, command, environment: environment, folder: plan.folder)
    // 6: something is left to review; 10: the check found something.
    guard [0, 6, 10].contains(process.status) else {
      throw Failure(command: command, status: process.status, errors: process.errors)
    }
    return process
  }

  private func time(_ command: [String]) throws -> Times {
    let spent = Self.childrenTime
    let start = ContinuousClock.now
    _ = try run(command)
    return Times(
      elapsed: Self.milliseconds(ContinuousClock.now - start),
      processor: Self.childrenTime - spent)
  }

  /// - Returns: until the screen stands; the processor's time with the leaving.
  private func timeFirstScreen() async throws -> Times {
    let spent = Self.childrenTime
    let start = ContinuousClock.now
    let terminal = try PseudoTerminal(
      program, ["tui"], environment: environment.merging(["TERM": "xterm"]) { $1 })
    while !terminal.shown.text.contains("MK-0412") { try await Task.sleep(for: .milliseconds(1)) }
    let elapsed = Self.milliseconds(ContinuousClock.now - start)
    terminal.type("q")
    _ = try await terminal.waitForEnd()
    return Times(elapsed: elapsed, processor: Self.childrenTime - spent)
  }

  private static func milliseconds(_ time: Duration) -> Double { time / .milliseconds(1) }

  /// The processor time of every process ended so far, in milliseconds.
  private static var childrenTime: Double {
    var usage = rusage()
    getrusage(RUSAGE_CHILDREN.rawValue, &usage)
    func milliseconds(_ time: timeval) -> Double {
      Double(time.tv_sec) * 1_000 + Double(time.tv_usec) / 1_000
    }
    return milliseconds(usage.ru_utime) + milliseconds(usage.ru_stime)
  }
}

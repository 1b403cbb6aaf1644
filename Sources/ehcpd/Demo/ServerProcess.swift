import Foundation
import Synchronization
import Terminal

/// The server, in a process of its own.
final class ServerProcess: Sendable {
  private struct State {
    var process: Process?
    var address = ""
    var readyLine = ""
  }

  private let state = Mutex(State())

  /// As in `http://127.0.0.1:40123`; empty before the first start.
  var address: String { state.withLock { $0.address } }
  /// What the server said when it was ready.
  var readyLine: String { state.withLock { $0.readyLine } }
  var processIdentifier: Int32 { state.withLock { $0.process?.processIdentifier ?? 0 } }

  /// Starts it and waits until it says that it is ready.
  func start(program: String, arguments: [String], log: String) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: program)
    process.arguments = arguments
    let output = Pipe()
    process.standardOutput = output
    if !FileManager.default.fileExists(atPath: log) {
      try Data().write(to: URL(fileURLWithPath: log))
    }
    let messages = FileHandle(forWritingAtPath: log)
    try messages?.seekToEnd()
    process.standardError = messages
    try process.run()
    var text = ""
    while !text.contains("\n") {
      let data = output.fileHandleForReading.availableData
      if data.isEmpty {
        process.waitUntilExit()
        throw UserError("The server did not start.", hint: "Its log is in \(log).")
      }
      text += String(decoding: data, as: UTF8.self)
    }
    let line = String(text.prefix { $0 != "\n" })
    state.withLock {
      $0.process = process
      $0.readyLine = line
      $0.address = line.split(separator: " ").last.map(String.init) ?? ""
    }
  }

  /// Asks it to stop, by its own process id, and waits until it has.
  func stop() {
    let process = state.withLock { state in
      defer { state.process = nil }
      return state.process
    }
    guard let process, process.isRunning else { return }
    process.terminate()
    process.waitUntilExit()
  }
}

import Foundation
import Synchronization
import Terminal

/// The server, in a process of its own.
final class ServerProcess: Sendable {
  private struct State {
    var process: ChildProcess?
    var address = ""
    var readyLine = ""
  }

  private let state = Mutex(State())

  /// As in `http://127.0.0.1:40123`; empty before the first start.
  var address: String { state.withLock { $0.address } }
  /// What the server said when it was ready.
  var readyLine: String { state.withLock { $0.readyLine } }
  var processIdentifier: Int32 { state.withLock { $0.process?.identifier ?? 0 } }

  /// Starts it and waits until it says that it is ready.
  func start(program: String, arguments: [String], log: String) throws {
    let process = try ChildProcess(program, arguments, errors: .file(log))
    let line = process.readLine()
    guard let address = line.split(separator: " ").last, line.contains("ready") else {
      process.wait()
      throw UserError("The server did not start.", hint: "Its log is in \(log).")
    }
    state.withLock { $0 = State(process: process, address: String(address), readyLine: line) }
  }

  /// Asks it to stop, by its own process id, and waits until it has.
  func stop() {
    let process = state.withLock { state in
      defer { state.process = nil }
      return state.process
    }
    process?.send(signal: SIGTERM)
    process?.wait()
  }
}

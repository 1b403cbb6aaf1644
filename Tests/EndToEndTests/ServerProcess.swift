import Dispatch
import Foundation
import Terminal

/// The real `ehcpd`, as a process of its own.
struct ServerProcess: Sendable {
  private let child: ChildProcess

  /// What a run of the program left behind.
  struct Outcome {
    let status: Int32
    let output: String
    let errors: String
  }

  /// The program that was built together with the tests: it lies beside them.
  private static let executable = URL(filePath: CommandLine.arguments[0])
    .deletingLastPathComponent().appending(path: "ehcpd").path(percentEncoded: false)
  private static let environment = ["PATH=/usr/bin:/bin", "LC_ALL=C.UTF-8"]

  /// Runs the program to its end.
  static func run(_ arguments: [String]) async throws -> Outcome {
    try await waiting {
      let child = try ChildProcess(executable, arguments, environment: environment)
      let output = child.readOutput()
      let errors = child.readErrors()
      return Outcome(status: child.wait(), output: output, errors: errors)
    }
  }

  /// Starts `serve` and waits for its ready line. Its log is thrown away.
  ///
  /// - Returns: the server and its URL.
  static func serve(_ folder: String) async throws -> (ServerProcess, url: String) {
    try await waiting {
      let child = try ChildProcess(
        executable, ["serve", "--data", folder, "--listen", "127.0.0.1:0"],
        environment: environment, errors: .null)
      guard let url = child.readLine().split(separator: " ").last, url.hasPrefix("http") else {
        throw Unexpected("the server did not become ready")
      }
      return (ServerProcess(child: child), String(url))
    }
  }

  /// Ends it as a crash would.
  func kill() async throws {
    try await Self.waiting {
      child.send(signal: SIGKILL)
      _ = child.wait()
    }
  }

  /// Asks it to stop, and gives its exit status.
  func terminate() async throws -> Int32 {
    try await Self.waiting {
      child.send(signal: SIGTERM)
      return child.wait()
    }
  }

  /// Runs what blocks on a thread of its own, so that other tests go on meanwhile.
  private static func waiting<Result: Sendable>(
    _ body: @escaping @Sendable () throws -> Result
  ) async throws -> Result {
    try await withCheckedThrowingContinuation { continuation in
      DispatchQueue.global().async {
        continuation.resume(with: Swift.Result { try body() })
      }
    }
  }
}

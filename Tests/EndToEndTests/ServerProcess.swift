import Dispatch
import Foundation

/// The real `ehcpd`, as a process of its own.
final class ServerProcess: @unchecked Sendable {
  private let process = Process()
  private let output = Pipe()
  let errors = Pipe()

  /// What a run of the program left behind.
  struct Outcome {
    let status: Int32
    let output: String
    let errors: String
  }

  /// The program that was built together with the tests.
  static var executable: URL {
    // The test bundle lies in the folder of the products: on Linux it is the executable itself.
    URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent().appending(path: "ehcpd")
  }

  /// Runs the program to its end.
  static func run(_ arguments: [String]) async throws -> Outcome {
    try await waiting {
      let run = ServerProcess(arguments)
      try run.process.run()
      let output = try run.output.fileHandleForReading.readToEnd() ?? Data()
      let errors = try run.errors.fileHandleForReading.readToEnd() ?? Data()
      run.process.waitUntilExit()
      return Outcome(
        status: run.process.terminationStatus, output: String(decoding: output, as: UTF8.self),
        errors: String(decoding: errors, as: UTF8.self))
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

  private init(_ arguments: [String]) {
    process.executableURL = Self.executable
    process.arguments = arguments
    process.standardOutput = output
    process.standardError = errors
    process.environment = ["PATH": "/usr/bin:/bin", "LC_ALL": "C.UTF-8"]
  }

  /// Starts `serve` and waits for its ready line.
  ///
  /// - Returns: the server and its URL.
  static func serve(_ folder: String) async throws -> (ServerProcess, url: String) {
    try await waiting {
      let server = ServerProcess(["serve", "--data", folder, "--listen", "127.0.0.1:0"])
      // Nobody reads the log; a full pipe would stop the server.
      server.process.standardError = FileHandle.nullDevice
      try server.process.run()
      var line: [UInt8] = []
      while let byte = try server.output.fileHandleForReading.read(upToCount: 1)?.first,
        byte != UInt8(ascii: "\n")
      {
        line.append(byte)
      }
      guard let url = String(decoding: line, as: UTF8.self).split(separator: " ").last,
        url.hasPrefix("http")
      else { throw Unexpected("the server did not become ready") }
      return (server, String(url))
    }
  }

  func kill() async throws {
    try await Self.waiting { [process] in
      Foundation.kill(process.processIdentifier, SIGKILL)
      process.waitUntilExit()
    }
  }

  /// Asks it to stop, and gives its exit status.
  func terminate() async throws -> Int32 {
    try await Self.waiting { [process] in
      process.terminate()
      process.waitUntilExit()
      return process.terminationStatus
    }
  }
}

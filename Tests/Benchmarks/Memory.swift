import Foundation

/// What the process holds.
enum Memory {
  /// The most it ever held in real memory, in bytes.
  static var peakResident: Int {
    #if canImport(Glibc)
      return (field("VmHWM:") ?? 0) * 1024
    #else
      return 0
    #endif
  }

  /// What it holds in real memory now, in bytes; 0 where the platform does not tell.
  static var resident: Int { (field("VmRSS:") ?? 0) * 1024 }

  /// A line of Linux's account of this process, in KiB.
  private static func field(_ name: String) -> Int? {
    guard let status = try? String(contentsOfFile: "/proc/self/status", encoding: .utf8),
      let line = status.split(separator: "\n").first(where: { $0.hasPrefix(name) })
    else { return nil }
    return line.split(whereSeparator: \.isWhitespace).dropFirst().first.flatMap { Int($0) }
  }
}

import Foundation

/// A program that takes the terminal over for a while, such as a pager.
enum Pager {
  /// Runs a program of the search path in this process group and waits for its end.
  ///
  /// - Returns: whether it could be run, and ended well.
  static func run(_ words: [String]) -> Bool {
    var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) }
    arguments.append(nil)
    defer { for argument in arguments { free(argument) } }
    var child = pid_t()
    guard posix_spawnp(&child, words[0], nil, nil, arguments, environ) == 0 else { return false }
    var status: Int32 = 0
    while waitpid(child, &status, 0) < 0 { if errno != EINTR { return false } }
    return status == 0
  }
}

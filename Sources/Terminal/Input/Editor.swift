import Foundation

/// The person's own editor, run on a file.
package struct Editor: Hashable, Sendable {
  /// As the shell understands it: may hold arguments (`code --wait`).
  package let command: String

  /// The editor of the first of `EHCP_EDITOR`, `VISUAL`, `EDITOR` that is set; none is guessed.
  package init(environment: [String: String]) throws(TerminalError) {
    let names = ["EHCP_EDITOR", "VISUAL", "EDITOR"]
    guard let command = names.compactMap({ environment[$0] }).first(where: { !$0.isEmpty })
    else { throw .noEditor }
    self.command = command
  }

  /// Opens `path` and returns when the editor has ended well.
  ///
  /// The editor keeps the terminal: it is spawned in this process group, which `Process` would not
  /// do. An interrupt typed in the editor is the editor's.
  package func edit(_ path: String) throws(TerminalError) {
    let previous = signal(SIGINT, SIG_IGN)
    defer { _ = signal(SIGINT, previous) }
    let words = ["/bin/sh", "-c", "\(command) \"$@\"", command, path]
    var arguments: [UnsafeMutablePointer<CChar>?] = words.map { strdup($0) }
    arguments.append(nil)
    defer { for argument in arguments { free(argument) } }
    var attributes = posix_spawnattr_t()
    posix_spawnattr_init(&attributes)
    defer { posix_spawnattr_destroy(&attributes) }
    var defaults = sigset_t()
    sigemptyset(&defaults)
    sigaddset(&defaults, SIGINT)
    posix_spawnattr_setsigdefault(&attributes, &defaults)
    posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGDEF))
    var child = pid_t()
    guard posix_spawn(&child, "/bin/sh", nil, &attributes, arguments, environ) == 0 else {
      throw .editorFailed(command: command, status: 127)
    }
    var status: Int32 = 0
    while waitpid(child, &status, 0) < 0 {
      if errno != EINTR { throw .editorFailed(command: command, status: 127) }
    }
    // The low seven bits hold a signal, the next byte the exit status (wait(2)).
    let ended = status & 0x7F == 0 ? (status >> 8) & 0xFF : 128 + (status & 0x7F)
    guard ended == 0 else { throw .editorFailed(command: command, status: ended) }
  }
}

/// Which of the two databases a file is.
package enum DatabaseKind: String, Hashable, Sendable, CaseIterable {
  case server
  case workingCopy = "working-copy"

  /// SQLite's application id, in the file's header, by which `file(1)` and we tell them apart:
  /// `EHCs` and `EHCw`.
  var applicationID: Int64 {
    switch self {
    case .server: 0x4548_4373
    case .workingCopy: 0x4548_4377
    }
  }
}

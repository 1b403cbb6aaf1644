/// What a program's manual says beyond its commands.
package struct Manual: Sendable {
  /// The section of the system's manual: 1 for programs, 8 for administration.
  package var section: Int
  package var version: String
  /// Variables of the environment, each with what it does.
  package var environment: [(name: String, meaning: String)]
  /// Files and folders, each with what is in it.
  package var files: [(name: String, meaning: String)]

  package init(
    section: Int, version: String, environment: [(name: String, meaning: String)] = [],
    files: [(name: String, meaning: String)] = []
  ) {
    self.section = section
    self.version = version
    self.environment = environment
    self.files = files
  }
}

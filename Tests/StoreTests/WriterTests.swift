import CRDT
import Foundation
import Store
import Testing

/// Who may go on writing as the same agent: the very database that wrote last, and none that was copied
/// or put back.
struct WriterTests {
  private let folder: TemporaryFolder
  private let path: String

  init() throws {
    folder = try TemporaryFolder()
    path = folder.file("plans.sqlite")
  }

  /// One run of the program: takes the database in hand, writes one batch, and gives its agent.
  private func write(_ path: String, _ part: PartAddress = sectionB) throws -> AgentID {
    let copy = try WorkingCopy(path: path)
    try copy.takeHand()
    let agent: AgentID
    if let kept = try copy.writer(of: part) {
      agent = kept
    } else {
      agent = try copy.drawWriter(of: part)
    }
    let next = try copy.versionVector(of: part)[agent]
    let batch = StoredBatch(agent: agent, first: next, count: 1, payload: [1])
    guard case .stored = try copy.append([batch], to: part, now: start).first else {
      throw StoreError.failed
    }
    return agent
  }

  private func contents(_ path: String) throws -> [String: Data] {
    var contents: [String: Data] = [:]
    for suffix in ["", ".hand"] {
      contents[suffix] = try Data(contentsOf: URL(filePath: path + suffix))
    }
    return contents
  }

  @Test func `one command after the other writes as the same agent, part by part`() throws {
    let first = try write(path)
    let other = try write(path, sectionF)
    #expect(other != first)
    for _ in 0..<5 {
      #expect(try write(path) == first)
      #expect(try write(path, sectionF) == other)
    }
    #expect(try WorkingCopy(path: path).writers() == [first, other])
  }

  @Test func `a copied folder draws its own agents, and the original goes on`() throws {
    let first = try write(path)
    let copied = folder.file("copy.sqlite")
    for suffix in ["", ".hand"] {
      try FileManager.default.copyItem(atPath: path + suffix, toPath: copied + suffix)
    }
    let clone = try write(copied)
    #expect(clone != first)
    #expect(try write(path) == first)
    #expect(try write(copied) == clone)
  }

  @Test(arguments: [true, false])
  func `a database restored from a backup draws new agents`(_ isWholeFolder: Bool) throws {
    let first = try write(path)
    let backup = try contents(path)
    #expect(try write(path) == first)
    // Written into the very files, so that nothing but the time of change tells.
    for (suffix, content) in backup where isWholeFolder || suffix.isEmpty {
      let file = try FileHandle(forWritingTo: URL(filePath: path + suffix))
      try file.truncate(atOffset: 0)
      try file.write(contentsOf: content)
      try file.close()
    }
    let second = try write(path)
    #expect(second != first)
    #expect(try write(path) == second)
  }

  @Test func `without the mark, or with another, new agents are drawn`() throws {
    let first = try write(path)
    try FileManager.default.removeItem(atPath: path + ".hand")
    let second = try write(path)
    try Data(repeating: 7, count: 16).write(to: URL(filePath: path + ".hand"))
    let third = try write(path)
    #expect(Set([first, second, third]).count == 3)
  }

  @Test func `a retired agent writes no more`() throws {
    let first = try write(path)
    do {
      let copy = try WorkingCopy(path: path)
      try copy.retire(first)
    }
    #expect(try write(path) != first)
  }

  @Test func `a moved folder goes on`() throws {
    let first = try write(path)
    let moved = folder.file("moved")
    try FileManager.default.createDirectory(atPath: moved, withIntermediateDirectories: true)
    let inner = "\(moved)/inner"
    try FileManager.default.createDirectory(atPath: inner, withIntermediateDirectories: true)
    let agent = try write("\(inner)/plans.sqlite")
    try FileManager.default.moveItem(atPath: inner, toPath: "\(moved)/elsewhere")
    #expect(try write("\(moved)/elsewhere/plans.sqlite") == agent)
    #expect(agent != first)
  }
}

import Store
import Testing

struct AuditTests {
  private let folder: TemporaryFolder
  private let path: String
  private let store: OperationStore

  init() async throws {
    folder = try TemporaryFolder()
    path = folder.file("server.db")
    store = try OperationStore(path: path)
    for number in 0..<5 {
      let act = AuditAct(
        actor: number == 0 ? nil : AccountIdentifier("a\(number)"),
        plan: number.isMultiple(of: 2) ? plan : nil, kind: "kind-\(number)",
        payload: #"{"n":\#(number)}"#)
      try await store.apply([], recording: [act], now: start.adding(seconds: Int64(number)))
    }
  }

  @Test func `acts are numbered without gaps and verify`() async throws {
    #expect(try await store.audit().map(\.number) == [0, 1, 2, 3, 4])
    #expect(try await store.audit(from: 3, limit: 1).map(\.kind) == ["kind-3"])
    #expect(try await store.audit(of: plan).map(\.number) == [0, 2, 4])
    let head = try await store.auditHead()
    #expect(head.count == 5)
    #expect(try await store.auditVerify(extending: [head]) == .sound(head))
  }

  @Test(
    arguments: [
      "UPDATE audit SET payload = '{}' WHERE number = 2",
      "UPDATE audit SET salt = NULL WHERE number = 2",
      "UPDATE audit SET kind = 'other' WHERE number = 2",
      "UPDATE audit SET actor = NULL WHERE number = 2",
      "UPDATE audit SET plan = '' WHERE number = 2",
      "UPDATE audit SET time = time + 1 WHERE number = 2",
      "UPDATE audit SET leaf = zeroblob(32) WHERE number = 2",
      "UPDATE audit SET chain = zeroblob(32) WHERE number = 2",
      "DELETE FROM audit WHERE number = 2",
    ] as [StaticString])
  func `the first altered entry is named`(_ tampering: StaticString) async throws {
    try tamper(path) { (connection) throws(StoreError) in
      try connection.run("DROP TRIGGER audit_keeps_rows")
      try connection.run("DROP TRIGGER audit_keeps_content")
      try connection.run("DROP TRIGGER audit_erases_whole")
      try connection.run(tampering)
    }
    #expect(try await store.auditVerify() == .broken(first: 2))
  }

  @Test func `entries cut off the end are noticed by who remembers the head`() async throws {
    let head = try await store.auditHead()
    try tamper(path) { (connection) throws(StoreError) in
      try connection.run("DROP TRIGGER audit_keeps_rows")
      try connection.run("DELETE FROM audit WHERE number >= 3")
    }
    #expect(try await store.auditVerify(extending: [head]) == .broken(first: 3))
    let other = AuditHead(count: 2, chain: [UInt8](repeating: 1, count: 32))
    #expect(try await store.auditVerify(extending: [other]) == .broken(first: 1))
  }

  @Test func `the database itself refuses to alter or remove entries`() throws {
    try tamper(path) { (connection) throws(StoreError) in
      for sql in [
        "DELETE FROM audit", "UPDATE audit SET kind = 'x'", "UPDATE audit SET payload = '{}'",
      ] as [StaticString] {
        do throws(StoreError) {
          try connection.run(sql)
          Issue.record("\(sql)")
        } catch {
          guard case .constraint = error else { throw error }
        }
      }
    }
  }

  @Test func `an erased payload leaves the log provable`() async throws {
    let head = try await store.auditHead()
    try await store.eraseAuditPayload(2)
    #expect(try await store.audit(from: 2, limit: 1).map(\.payload) == [nil])
    #expect(try await store.auditVerify(extending: [head]) == .sound(head))
    await #expect(throws: StoreError.absent(table: "audit")) {
      try await store.eraseAuditPayload(99)
    }
  }
}

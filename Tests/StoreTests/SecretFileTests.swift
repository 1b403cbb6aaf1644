import Foundation
import Store
import Testing

struct SecretFileTests {
  private let folder: TemporaryFolder
  private let secret: SecretFile

  init() throws {
    folder = try TemporaryFolder()
    secret = SecretFile(path: folder.file("secret"))
  }

  @Test func `a secret is written whole, for its owner only`() throws {
    #expect(try secret.read() == nil)
    let long = [UInt8](repeating: 7, count: 10_000)
    for content in [long, [1, 2, 3], []] {
      try secret.write(content)
      #expect(try secret.read() == content)
    }
    let attributes = try FileManager.default.attributesOfItem(atPath: secret.path)
    #expect(attributes[.posixPermissions] as? Int == 0o600)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["secret"])
  }

  @Test func `a secret that others can read is refused`() throws {
    try secret.write([1])
    try FileManager.default.setAttributes([.posixPermissions: 0o640], ofItemAtPath: secret.path)
    #expect(throws: StoreError.exposedSecret(path: secret.path)) { try secret.read() }
  }

  @Test func `a failed write leaves no trace`() throws {
    try FileManager.default.createDirectory(
      atPath: secret.path + "/inner", withIntermediateDirectories: true)
    #expect(throws: StoreError.self) { try secret.write([1]) }
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["secret"])
    let lost = SecretFile(path: folder.file("no/such/folder"))
    #expect(throws: StoreError.self) { try lost.write([1]) }
  }

  @Test func `a link is not followed`() throws {
    try secret.write([1])
    let link = folder.file("link")
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: secret.path)
    #expect(throws: StoreError.self) { try SecretFile(path: link).read() }
  }
}

import Store
import Testing

struct CryptographyTests {
  @Test func `hashes are the standard ones`() {
    // FIPS 180-4 for "abc"; BLAKE2b-256 of nothing (RFC 7693's function with 32 bytes).
    #expect(
      Cryptography.hexadecimal(Cryptography.sha256(Array("abc".utf8)))
        == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    #expect(
      Cryptography.hexadecimal(Cryptography.blake2b([]))
        == "0e5751c026e543b2e8ab2eb06099daa1d1e5df47778f7787faab45cdf12fe3a8")
  }

  @Test func `signatures hold for their message and key only`() throws {
    // RFC 8032, section 7.1, test 1.
    let publicKey = try #require(
      Cryptography.bytes(
        hexadecimal: "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a"))
    let seed = try #require(
      Cryptography.bytes(
        hexadecimal: "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60"))
    let key = try #require(Cryptography.KeyPair(publicKey: publicKey, secretKey: seed + publicKey))
    let signature = key.sign([])
    #expect(Cryptography.hexadecimal(signature).hasPrefix("e5564300c360ac729086e2cc806e828a"))
    #expect(Cryptography.isSignature(signature, of: [], by: publicKey))
    #expect(!Cryptography.isSignature(signature, of: [0], by: publicKey))
    #expect(!Cryptography.isSignature([], of: [], by: publicKey))
    #expect(!Cryptography.isSignature(signature, of: [], by: [1]))
    #expect(Cryptography.KeyPair(publicKey: [], secretKey: []) == nil)
  }

  @Test func `comparison, randomness and hexadecimal`() {
    #expect(Cryptography.isEqual([1, 2], [1, 2]) && Cryptography.isEqual([], []))
    #expect(!Cryptography.isEqual([1, 2], [1, 3]) && !Cryptography.isEqual([1], [1, 2]))
    #expect(Cryptography.randomBytes(0) == [])
    #expect(Cryptography.randomBytes(32) != Cryptography.randomBytes(32))
    #expect(Cryptography.randomAgent() != Cryptography.randomAgent())
    #expect(Cryptography.bytes(hexadecimal: "00ff") == [0, 255])
    for bad in ["0", "0G", "FF", "é0"] { #expect(Cryptography.bytes(hexadecimal: bad) == nil) }
  }
}

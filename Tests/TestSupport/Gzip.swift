import CZlib
package import Foundation

/// Reads a gzip file whole (RFC 1952), by zlib.
package func readGzip(_ url: URL) throws -> Data {
  guard let file = gzopen(url.path, "rb") else { throw CocoaError(.fileNoSuchFile) }
  defer { gzclose(file) }
  var result = Data()
  var chunk = [UInt8](repeating: 0, count: 1 << 18)
  while true {
    let read = gzread(file, &chunk, UInt32(chunk.count))
    if read < 0 { throw CocoaError(.fileReadCorruptFile) }
    if read == 0 { return result }
    result.append(contentsOf: chunk[..<Int(read)])
  }
}

import HTTP
import Plan
import Store

extension Application {
  /// `GET /v1/packs/{pack}/{version}`: the files of a pack, for a device that carries another or none.
  /// Packs are law and words, the same for all; a signed-in person may have any.
  func pack(_ call: Call, _ session: Session) async throws(RequestRefusal) -> HTTPResponse {
    let found = configuration.packs.first {
      $0.pack == call.argument(0) && String($0.version) == call.argument(1)
    }
    guard let found else { throw .noSuchAddress }
    let files = found.files.sorted { $0.key < $1.key }.map { path, bytes in
      JSONValue.Member(path, .string(String(decoding: bytes, as: UTF8.self)))
    }
    return HTTPResponse(
      json: [
        "pack": .string(found.pack), "version": .integer(Int64(found.version)),
        "name": .string(found.name), "files": .object(files),
      ])
  }
}

package import CRDT
package import HTTP
package import Plan
package import Store
package import Sync

/// What can go wrong between a person's edit and the server. Cases hold data for the program to word.
package enum ClientError: Error, Equatable {
  // This device.
  case store(StoreError)
  /// The folder cannot be made.
  case folder(path: String, errno: Int32)
  /// The working copy is there, and empty, although this device was signed in.
  case emptied(path: String)
  /// The file of credentials does not hold any.
  case badCredentials(path: String)
  /// A stored history cannot be read back.
  case unreadable(PartID, DocumentError)
  /// The log did not take an edit that was made upon it.
  case notStored(PartID, AppendOutcome)
  /// The tray has no such entry, or what it builds on is missing.
  case trayEntryIsGone(Int64)

  // What is asked for.
  case notSignedIn
  /// Another person's plans are on this device.
  case otherAccount(name: String)
  /// Work that only this device has would be lost.
  case unsentWork(count: Int)
  case unknownPlan(String)
  /// The plan follows a pack, or a version of it, that this program does not carry.
  case unknownPack(String, version: String)
  /// The plan's preset, phase or role is not one the pack knows.
  case notInPack(String)
  /// The part is not held here: it does not exist or is not shared with this person.
  case unknownPart(PartID)
  case content(ContentError)
  case refused(PolicyRefusal, part: PartID)
  /// The role would allow it, but the server last said that this much is allowed here.
  case mayOnly(Right, part: PartID)

  // The server.
  case badAddress
  case network(HTTPError)
  /// The server's answer to a request it did not carry out: its code, and its plain sentence.
  case server(status: UInt16, code: String, message: String)
  /// The answer cannot be read.
  case badAnswer(String)
  case sync(SyncError)
  /// An error of a kind no module below is known to throw.
  case unexpected(String)
  /// What the server gave as a frozen version is not what its fingerprint covers.
  case untrueVersion(entry: UInt64)
  /// There is no such frozen version on this device.
  case noVersion(String)
  /// The plan was erased on the server, and with it here.
  case planErased
}

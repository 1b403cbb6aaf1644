import CRDT
import Plan
import Store
import Sync

extension OpenPart {
  /// Reads the document from its snapshot and its log, unless it is in memory.
  ///
  /// - Returns: false if the part can take nothing now.
  func open() async -> Bool {
    if isQuarantined {
      document = nil
      return false
    }
    if document != nil { return true }
    do throws(StoreError) {
      bytes = try await store.payloadBytes(of: address)
      loose = try await store.looseBatches(of: address)
      chain = try await store.digestChain(of: address)
      erased = try await store.erasures(of: address)
      authors = try await store.authors(of: address.plan, in: [address.name])
      let saved = try await store.snapshot(of: address)
      if let saved, try await read(from: saved) { return true }
      return try await read(from: nil)
    } catch {
      fail(error)
      return false
    }
  }

  /// Replays the log, all of it or what follows a snapshot.
  ///
  /// - Returns: false if that cannot be done; the whole log is the last resort, and then the part is
  ///   quarantined.
  private func read(from snapshot: Snapshot?) async throws(StoreError) -> Bool {
    let key = Cryptography.blake2b(
      Array("open \(address.plan)/\(address.name) \(snapshot == nil)".utf8))
    var read = Document()
    var reached: UInt64 = 0
    var added = 0
    if let snapshot {
      let loaded = crashGuard.attempt(key) { () -> Document? in
        let document = try? Document(trusting: snapshot.content)
        // Read now, under guard, what would be read when it is first asked for.
        _ = document?.frontier
        return document
      }
      guard case .some(.some(let document)) = loaded else { return false }
      read = document
      reached = snapshot.cursor
    }
    while true {
      let page = try await store.batches(of: address, after: reached, byteLimit: limits.pageBytes)
      guard crashGuard.attempt(key, { read.take(page) }) == true else {
        if snapshot == nil { quarantine() }
        return false
      }
      added += page.batches.count
      reached = page.batches.last?.cursor ?? reached
      if page.hasMore { continue }
      document = PartDocument(id: PartID(address.name), template: template, document: read)
      cursor = reached
      unsaved = added
      return true
    }
  }

  /// What a part that cannot be opened still does: a batch it holds, sent again whole, mends the row
  /// that is damaged.
  func repair(_ batches: [StoredBatch], by pusher: Pusher, received: UnixTime) async -> Push {
    var push = Push(refusal: .unavailable)
    guard isQuarantined, let held = try? await store.versionVector(of: address) else { return push }
    let known = batches.prefix { $0.end ?? .max <= held[$0.agent] }
    guard !known.isEmpty else { return push }
    let sender = pusher.session.sender
    guard let outcomes = try? await store(Array(known), from: sender, received: received) else {
      return push
    }
    push.taken = outcomes.prefix(while: \.isHeld).count
    if outcomes.contains(where: { if case .repaired = $0 { true } else { false } }),
      (try? await store.damagedBatches(of: address))?.isEmpty == true
    {
      endQuarantine()
    }
    if push.taken == batches.count { push.refusal = nil }
    return push
  }
}

extension Document {
  /// Takes in a page of the log.
  ///
  /// - Returns: false if it is not what the engine wrote or reads.
  fileprivate mutating func take(_ page: BatchPage) -> Bool {
    do {
      var contents: [BatchContents] = []
      for logged in page.batches {
        contents.append(try BatchContents(decoding: logged.batch.payload))
      }
      try receive(contents)
      return true
    } catch {
      return false
    }
  }
}

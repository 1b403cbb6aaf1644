import Synchronization

/// The graph of a saved document, read when something first asks for it: to open a text and show it
/// nobody needs to know who wrote what upon what.
///
/// Copies of a document share it until they are written to. Two readers may ask at once; what they get
/// does not depend on who was first.
final class PackedGraph: Sendable {
  private final class Unpacked: Sendable {
    let graph: EventGraph

    init(_ graph: EventGraph) { self.graph = graph }

    // Asked here, where the graph stands: handed out, the references of all its columns are counted.
    func event(at version: Int) -> EventID { graph.event(at: version) }
    func version(of event: EventID) -> Int? { graph.version(of: event) }
  }

  private let file: [UInt8]
  private let unpacked = AtomicLazyReference<Unpacked>()

  /// - Parameter file: a saved document that is trusted, whose graph's chunk has the right checksum.
  init(_ file: [UInt8]) { self.file = file }

  var graph: EventGraph { whole.graph }

  func event(at version: Int) -> EventID { whole.event(at: version) }

  func version(of event: EventID) -> Int? { whole.version(of: event) }

  private var whole: Unpacked { unpacked.load() ?? unpacked.storeIfNil(Unpacked(read())) }

  private func read() -> EventGraph {
    guard let (pieces, agents) = try? SavedGraph.decode(SavedFile(file).chunk(.graph)),
      let graph = EventGraph(loading: pieces, agents: agents)
    else { preconditionFailure("a document trusted when it was loaded holds no graph") }
    return graph
  }
}

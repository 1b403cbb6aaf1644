package import Plan
import Synchronization

/// The rule packs at hand. Each is read when something first asks for it: a command needs the pack of
/// its plan, and no other.
package final class TemplateShelf: Sendable {
  /// A pack that may be unread yet.
  package struct Book: Sendable {
    package let pack: String
    package let version: Int
    private let read: @Sendable () throws -> PlanTemplate

    /// - Parameter read: reads the pack; asked once at the most if it succeeds.
    package init(
      pack: String, version: Int, read: @escaping @Sendable () throws -> PlanTemplate
    ) {
      self.pack = pack
      self.version = version
      self.read = read
    }

    package init(_ template: PlanTemplate) {
      self.init(pack: template.pack, version: template.version) { template }
    }

    fileprivate func template() throws -> PlanTemplate { try read() }
  }

  private struct State {
    var books: [Book]
    var templates: [Int: PlanTemplate] = [:]

    mutating func template(at index: Int) throws -> PlanTemplate {
      if let template = templates[index] { return template }
      let template = try books[index].template()
      templates[index] = template
      return template
    }
  }

  private let state: Mutex<State>

  package init(_ books: [Book]) { state = Mutex(State(books: books)) }

  package convenience init(_ templates: [PlanTemplate]) { self.init(templates.map { Book($0) }) }

  /// Every pack, in the order they were put here.
  ///
  /// - Throws: what reading one of them throws.
  package func all() throws -> [PlanTemplate] {
    try state.withLock { state in
      try state.books.indices.map { try state.template(at: $0) }
    }
  }

  /// The pack of a name and version; nil where there is none, or none that can be read.
  func template(_ pack: String, version: String) -> PlanTemplate? {
    state.withLock { state in
      let index = state.books.firstIndex { $0.pack == pack && String($0.version) == version }
      return index.flatMap { try? state.template(at: $0) }
    }
  }

  func add(_ template: PlanTemplate) { state.withLock { $0.books.append(Book(template)) } }
}

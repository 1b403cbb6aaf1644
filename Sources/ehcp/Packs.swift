import Assets
import Client
import Plan

/// The packs there are: those this program carries, those of a folder that adds to them, and those
/// that servers gave.
struct Packs {
  let shelf: TemplateShelf
  private let files: [PackFiles]

  /// Of two packs with the same name and version, the folder's counts.
  ///
  /// A folder's packs are read at once, so that a fault in them is told whatever the command. A fetched
  /// pack that cannot be read is passed over: it is asked for again.
  init(folder: String?, fetched: [FetchedPack] = []) throws {
    var books: [TemplateShelf.Book] = []
    var files: [PackFiles] = []
    func add(_ book: TemplateShelf.Book, _ pack: PackFiles) {
      let isKnown = books.contains { $0.pack == book.pack && $0.version == book.version }
      if isKnown { return }
      books.append(book)
      files.append(pack)
    }
    for pack in try folder.map({ try PackFiles.read(folder: $0) }) ?? [] {
      add(.init(try PlanTemplate.read(pack: pack.name, files: pack.files)), pack)
    }
    for pack in PackFiles.embedded() where pack.files["pack.json"] != nil {
      let name = try PlanTemplate.name(ofPack: pack.name, files: pack.files)
      let book = TemplateShelf.Book(pack: name.pack, version: name.version) {
        try PlanTemplate.read(pack: pack.name, files: pack.files)
      }
      add(book, pack)
    }
    for pack in fetched {
      guard let template = try? PlanTemplate.read(pack: pack.name, files: pack.files) else {
        continue
      }
      add(.init(template), PackFiles(name: pack.name, files: pack.files))
    }
    shelf = TemplateShelf(books)
    self.files = files
  }

  /// All of them, read.
  func templates() throws -> [PlanTemplate] { try shelf.all() }

  /// The made-up plan that a pack carries; nil where it has none.
  func example(of template: PlanTemplate) throws -> ExamplePlan? {
    guard let index = try templates().firstIndex(of: template),
      let bytes = files[index].files["Example/plan.json"]
    else { return nil }
    return try ExamplePlan.read(
      file: "\(files[index].name)/Example/plan.json", bytes: bytes, template: template)
  }
}

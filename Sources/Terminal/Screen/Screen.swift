/// A full-screen reader and editor, as a value: events go in, effects and frames come out. It knows no
/// terminal, no clock and no plan.
///
/// Laws:
/// - what was typed leaves as ``Effect/store(_:)`` within ``delay`` of the first stroke, and before
///   anything else that touches the open passage;
/// - new content never takes the open passage, the caret or the selection away from the person;
/// - a frame is drawn from the state alone, at any size.
package struct Screen: Sendable {
  /// What happens to a screen.
  package enum Event: Hashable, Sendable {
    case key(Key)
    case resized(ScreenSize)
    case content(ScreenContent)
    case status(ScreenStatus)
    /// The passage asked for is open, with this text.
    case opened(passage: String, text: String)
    /// What others changed in the open passage since it was last stored.
    case merged([TypedEdit])
    /// The passage is closed, and its text stored.
    case closed
    /// Something to tell, until the next key.
    case told(String, isBad: Bool)
    /// Something that must not be missed: it stays until it is read, and nothing typed on is a command
    /// meanwhile.
    case notice(String)
    /// Something to decide before it is done: what it is about, and what a yes then wants done.
    case asked(String, yes: Effect)
    /// Time passed, in milliseconds since any fixed moment.
    case tick(Int64)
  }

  /// What a screen wants done.
  package enum Effect: Hashable, Sendable {
    case show(section: String)
    case open(passage: String)
    /// Store what was typed into the open passage; the answer is `merged`.
    case store([TypedEdit])
    /// Store a passage of one line as a whole, and close it.
    case set(String)
    /// Close the open passage; everything typed was stored before.
    case close
    /// Add a record with this title to the section's list.
    case add(title: String)
    case comment(passage: String?, words: String)
    case reply(note: String, words: String)
    case resolve(note: String)
    /// - Parameter anyway: although what it would change has changed since.
    case accept(note: String, anyway: Bool = false)
    case reject(note: String, reason: String)
    case synchronise
    case suspend
    case quit
  }

  package enum Pane: Hashable, Sendable { case sections, text, notes }

  /// One line being asked for.
  enum Question: Hashable, Sendable {
    case comment(passage: String?)
    case reply(note: String)
    case reject(note: String)
    case add
  }

  enum Mode: Hashable, Sendable {
    case reading
    case editing(passage: String)
    case asking(Question)
    case help
    case notice(String)
    case deciding(String, yes: Effect)
  }

  /// Milliseconds after the first stroke that is not stored.
  package static let delay: Int64 = 700
  /// Milliseconds without a stroke: a pause.
  package static let pause: Int64 = 300

  package internal(set) var size: ScreenSize
  package internal(set) var content = ScreenContent()
  package internal(set) var status = ScreenStatus()
  package internal(set) var focus = Pane.sections
  /// Whether notes are shown where there is no room for them beside the text.
  package internal(set) var showsNotes = false
  var mode = Mode.reading
  var area = TextArea("")
  var message: (text: String, isBad: Bool)?
  /// Selected: ids, which stay when what is around them changes.
  var passage: String?
  var note: String?
  /// First row of the text, the notes and the page over them that is shown.
  var textTop = 0
  var notesTop = 0
  var pageTop = 0
  var now: Int64 = 0
  /// When the first stroke that is not stored came, and the last one.
  var firstStroke: Int64?
  var lastStroke: Int64 = 0
  var layout = TextLayout()
  var noteLayout = NoteLayout()

  /// Whether signs other than ASCII may be drawn around what people wrote.
  let isUnicode: Bool
  let usesColour: Bool

  package init(size: ScreenSize, isUnicode: Bool = true, usesColour: Bool = true) {
    self.size = size
    self.isUnicode = isUnicode
    self.usesColour = usesColour
  }

  /// Whether a passage is being edited.
  package var isEditing: Bool {
    if case .editing = mode { true } else { false }
  }

  /// Whether something typed is not stored.
  package var isDirty: Bool { isEditing && area.hasPending }

  /// What the last thing said was.
  package var saying: String? { message?.text }

  /// - Complexity: O(visible text), and O(text) of what has changed.
  package mutating func handle(_ event: Event) -> [Effect] {
    defer { arrange() }
    switch event {
    case .key(let key): return handle(key)
    case .resized(let size): self.size = size
    case .content(let content): take(content)
    case .status(let status): self.status = status
    case .opened(let passage, let text): open(passage, text)
    case .merged(let edits): area.merge(edits)
    case .closed: mode = .reading
    case .told(let text, let isBad): message = (text, isBad)
    case .notice(let text): turn(to: .notice(text))
    case .asked(let text, let yes): turn(to: .deciding(text, yes: yes))
    case .tick(let now):
      self.now = now
      return storeAtPause()
    }
    return []
  }

  /// What stands in the open passage.
  package var openWords: String { isEditing ? area.text : "" }

  /// What was typed into the open passage and not handed out yet, as if it were a pause.
  package mutating func takeTyped() -> [TypedEdit] {
    firstStroke = nil
    return area.isSingleLine ? [] : area.takePending()
  }

  // MARK: -

  private mutating func take(_ content: ScreenContent) {
    let isOther = content.section != self.content.section
    // What others write above must not move what the person reads.
    let anchor = selectedRow.map { $0 - textTop }
    self.content = content
    if isOther {
      (passage, note, textTop, notesTop) = (nil, nil, 0, 0)
    }
    if !content.passages.contains(where: { $0.id == passage }) {
      passage = selectable.first ?? content.passages.first?.id
    }
    if !content.notes.contains(where: { $0.id == note }) { note = content.notes.first?.id }
    arrange()
    if let anchor, let row = selectedRow, !isOther { textTop = row - anchor }
  }

  private mutating func open(_ id: String, _ text: String) {
    guard let passage = content.passages.first(where: { $0.id == id }) else { return }
    mode = .editing(passage: id)
    self.passage = id
    focus = .text
    area = TextArea(text, isSingleLine: passage.kind == .line)
    firstStroke = nil
  }

  private mutating func storeAtPause() -> [Effect] {
    guard let first = firstStroke, isDirty, !area.isSingleLine else { return [] }
    guard now - first >= Self.delay || now - lastStroke >= Self.pause else { return [] }
    return storePending()
  }

  /// What was typed, to be stored now.
  mutating func storePending() -> [Effect] {
    guard isEditing, !area.isSingleLine else { return [] }
    let edits = takeTyped()
    return edits.isEmpty ? [] : [.store(edits)]
  }

  /// The passages that can be selected: fields.
  var selectable: [String] {
    content.passages.filter { $0.kind != .heading }.map(\.id)
  }
}

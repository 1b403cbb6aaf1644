import Terminal
import TestSupport
import Testing

struct ScreenTests {
  private static let content = ScreenContent(
    title: "MK-0412  S.T.",
    sections: [
      .init(id: "A", label: "A", title: "Views", badge: "1?"),
      .init(id: "F", label: "F", title: "Provision"),
      .init(id: "J", label: "J", title: "Personal budget", isShared: false),
    ], section: "A",
    passages: [
      .init(id: "A", kind: .heading, title: "A  Views and aspirations"),
      .init(
        id: "A.history", kind: .prose, label: "A.history", title: "History",
        text: "Saskia likes horses. She reads slowly.", isEditable: true, marks: [7..<19]),
      .init(id: "A.name", kind: .line, title: "Name", text: "Saskia", isEditable: true),
      .init(id: "A.other", kind: .prose, title: "Other", text: "Not hers.", isEditable: false),
    ],
    notes: [
      .init(
        id: "c1", passage: "A.history", title: "C1  J. Tranmoor (parent)", quote: "likes horses",
        body: "Every horse?")
    ], mayComment: true)

  private func screen(_ columns: Int = 80, _ rows: Int = 24) -> Screen {
    var screen = Screen(size: ScreenSize(columns: columns, rows: rows))
    _ = screen.handle(.content(Self.content))
    return screen
  }

  private func text(_ screen: Screen) -> String {
    let frame = screen.frame()
    return (0..<frame.size.rows).map { frame.text(row: $0) }.joined(separator: "\n")
  }

  /// What the screen wants after keys.
  private func press(_ keys: [Key], _ screen: inout Screen) -> [Screen.Effect] {
    keys.flatMap { screen.handle(.key($0)) }
  }

  @Test func `at 80 by 24 comments are a pane that is toggled`() {
    var screen = screen()
    #expect(text(screen).contains("not shared"))
    #expect(!text(screen).contains("Every horse?"))
    _ = press([.text("c")], &screen)
    #expect(text(screen).contains("Every horse?"))
    #expect(screen.focus == .notes)
    _ = press([.text("c")], &screen)
    #expect(!text(screen).contains("Every horse?"))
  }

  @Test func `where there is room all three panes are shown`() {
    let shown = text(screen(140, 30))
    for words in ["Personal budget", "Saskia likes horses.", "Every horse?"] {
      #expect(shown.contains(words))
    }
  }

  @Test func `what is typed is to be stored at a pause, and before the passage is left`() {
    var screen = screen()
    #expect(press([.enter, .down, .up, .enter], &screen) == [.open(passage: "A.history")])
    _ = screen.handle(.opened(passage: "A.history", text: "Saskia"))
    _ = screen.handle(.tick(1_000))
    #expect(press([.text("!")], &screen) == [])
    #expect(screen.handle(.tick(1_100)) == [])
    #expect(
      screen.handle(.tick(1_000 + Screen.pause))
        == [.store([TypedEdit(position: 6, deleted: 0, inserted: "!")])])
    _ = press([.text("?")], &screen)
    #expect(
      press([.escape], &screen)
        == [.store([TypedEdit(position: 7, deleted: 0, inserted: "?")]), .close])
  }

  @Test func `somebody who never pauses is stored within the delay`() {
    var screen = screen()
    _ = screen.handle(.opened(passage: "A.history", text: ""))
    var now: Int64 = 0
    var stored: Int64?
    while stored == nil, now < 5_000 {
      now += 50
      if !screen.handle(.tick(now)).isEmpty { stored = now }
      _ = press([.text("x")], &screen)
    }
    #expect((stored ?? .max) <= Screen.delay + 100)
  }

  @Test func `a line is saved as a whole, or left as it was`() {
    var screen = screen()
    _ = screen.handle(.opened(passage: "A.name", text: "Saskia"))
    #expect(press([.text("!"), .enter], &screen) == [.set("Saskia!")])
    _ = screen.handle(.opened(passage: "A.name", text: "Saskia"))
    #expect(press([.text("!"), .escape], &screen) == [.close])
  }

  @Test func `who may not write is told to comment`() {
    var screen = screen()
    #expect(press([.enter, .end, .enter], &screen) == [])
    #expect(screen.saying?.contains("comment") == true)
    #expect(
      press([.text("m")] + "Why?".map { .text(String($0)) } + [.enter], &screen)
        == [.comment(passage: "A.other", words: "Why?")])
  }

  @Test func `new content leaves the open text and the caret alone`() {
    var screen = screen()
    _ = screen.handle(.opened(passage: "A.history", text: "Mine"))
    _ = press([.text("!")], &screen)
    var other = Self.content
    other.passages.insert(
      .init(id: "A.new", kind: .prose, title: "New", text: "By others."), at: 1)
    _ = screen.handle(.content(other))
    #expect(screen.isEditing)
    #expect(screen.openWords == "Mine!")
    _ = screen.handle(.merged([TypedEdit(position: 0, deleted: 0, inserted: "Theirs. ")]))
    #expect(screen.openWords == "Theirs. Mine!")
  }

  @Test func `what is to be decided is done on yes and on nothing else`() {
    var screen = screen()
    let accept = Screen.Effect.accept(note: "s1", anyway: true)
    let words = (1...40).map { "Line \($0)." }.joined(separator: "\n")
    for (keys, wanted) in [([Key.text("n")], []), ([.escape], []), ([.text("y")], [accept])] {
      _ = screen.handle(.asked(words, yes: accept))
      #expect(press([.text("q"), .enter, .text("e")], &screen) == [])
      #expect(text(screen).contains("Line 1."))
      #expect(!text(screen).contains("Line 40."))
      // What does not fit can be read before it is decided.
      _ = press([.pageDown, .pageDown, .pageDown], &screen)
      #expect(text(screen).contains("Line 40."))
      #expect(press(keys, &screen) == wanted)
      #expect(text(screen).contains("Saskia likes horses."))
    }
  }

  @Test func `help can be read to its end on a small screen`() {
    var screen = screen(60, 12)
    _ = press([.text("?")], &screen)
    #expect(!text(screen).contains("stored on the server"))
    for _ in 0..<5 { _ = press([.pageDown], &screen) }
    #expect(text(screen).contains("which needs you"))
    _ = press([.text("q")], &screen)
    #expect(text(screen).contains("Personal budget"))
  }

  @Test(arguments: [UInt64(1), 2, 3, 4, 5])
  func `any keys at any size draw a frame, and differences draw it too`(seed: UInt64) {
    var random = SeededGenerator(seed: seed)
    var screen = screen()
    var terminal = VirtualTerminal(columns: 80, rows: 24)
    var shown: Frame?
    let keys: [Key] = [
      .enter, .escape, .tab, .backTab, .up, .down, .left, .right, .pageUp, .pageDown, .home, .end,
      .backspace, .text("c"), .text("m"), .text("?"), .text("漢"), .text("e"), .text("r"),
      .control("u"), .paste("some words\nand more"),
    ]
    for _ in 0..<150 {
      if Int.random(in: 0..<20, using: &random) == 0 {
        let words = String(repeating: "Something 漢字 has changed. ", count: 40)
        _ = screen.handle(.asked(words, yes: .accept(note: "s1", anyway: true)))
      }
      if Int.random(in: 0..<40, using: &random) == 0 {
        let size = ScreenSize(
          columns: Int.random(in: 1...150, using: &random),
          rows: Int.random(in: 1...50, using: &random))
        _ = screen.handle(.resized(size))
        terminal = VirtualTerminal(columns: size.columns, rows: size.rows)
        shown = nil
      }
      for effect in press([keys.randomElement(using: &random) ?? .up], &screen) {
        if case .open(let passage) = effect {
          _ = screen.handle(.opened(passage: passage, text: "Text\nof two lines"))
        }
        if effect == .close { _ = screen.handle(.closed) }
      }
      let frame = screen.frame()
      terminal.receive(FrameDifference.bytes(from: shown, to: frame))
      shown = frame
      #expect(terminal.unknown == [])
      for row in 0..<frame.size.rows {
        var text = frame.text(row: row)
        while text.last == " " { text.removeLast() }
        let isSame = terminal.lines[row] == text
        #expect(isSame, "row \(row): \(terminal.lines[row]) is not \(text)")
        if !isSame { return }
      }
    }
  }

  @Test func `without Unicode and colour it is drawn in plain signs`() {
    var screen = Screen(
      size: ScreenSize(columns: 80, rows: 24), isUnicode: false, usesColour: false)
    _ = screen.handle(.content(Self.content))
    #expect(text(screen).unicodeScalars.allSatisfy { $0.isASCII })
    let frame = screen.frame()
    #expect(frame.cells.allSatisfy { $0.style.isDisjoint(with: [.red, .green, .yellow]) })
  }
}

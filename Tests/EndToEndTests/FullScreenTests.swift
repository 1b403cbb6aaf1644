import Client
import Foundation
import Plan
import Terminal
import TestSupport
import Testing

/// `ehcp tui` on real terminals, upon a real server.
struct FullScreenTests {
  @Test func `what two people type into one field comes together on both screens`() async throws {
    try await ServerFixture.with { server in
      let (okoro, parent) = try await people(at: server)
      try okoro.write("Likes horses.", "A", "history")
      try await okoro.sync()
      let left = try open(okoro, "A")
      let right = try open(parent, "A")
      for screen in [left, right] {
        try await screen.wait(forText: "Likes horses.")
        try await screen.wait(forText: "Stored on the server")
        screen.type("\r")
        try await select("Likes horses.", on: screen)
        screen.type("\r")
        try await screen.wait(forText: "Esc done")
      }
      left.type(" And dogs.")
      // At the beginning, while the other's words come in behind.
      right.type("\u{1B}<Zoë ")
      for screen in [left, right] {
        try await screen.wait(forText: "Zoë Likes horses. And dogs.")
        #expect(screen.shown.unknown == [])
      }
      // Each caret stands behind its own person's words.
      try await left.wait(for: "the caret") { caretText($0).hasSuffix("And dogs.") }
      try await right.wait(for: "the caret") { caretText($0).hasSuffix("Zoë") }
      left.type(" 漢字e\u{301}")
      right.type("\u{15}")
      try await right.wait(forText: "▌ Likes horses. And dogs. 漢字e\u{301}")
      try await left.wait(forText: "▌ Likes horses. And dogs. 漢字e\u{301}")
      for screen in [left, right] {
        screen.type("\u{1B}")
        try await screen.wait(forText: "q quit")
        screen.type("q")
        #expect(try await screen.waitForEnd() == 0)
        #expect(screen.isCooked)
        try await screen.wait(for: "the first screen") { !$0.isOtherScreen }
      }
      #expect(try okoro.text("A", "history") == "Likes horses. And dogs. 漢字e\u{301}")
      #expect(try parent.text("A", "history") == "Likes horses. And dogs. 漢字e\u{301}")
    }
  }

  @Test func `it shows who is there, and draws anew at any size`() async throws {
    try await ServerFixture.with { server in
      let (okoro, parent) = try await people(at: server)
      let left = try open(okoro, "B")
      try await left.wait(forText: "Educational needs")
      let right = try open(parent, "A")
      try await left.wait(forText: "Here: J. Tranmoor in A")
      right.type("\u{1B}[B")
      try await left.wait(forText: "Here: J. Tranmoor in B")
      for (columns, rows) in [(130, 40), (40, 12), (20, 4), (80, 24)] {
        left.resize(columns: columns, rows: rows)
        if columns >= 80 { try await left.wait(forText: "q quit") }
        if columns == 130 { try await left.wait(forText: "No comments here.") }
      }
      right.type("q")
      _ = try await right.waitForEnd()
      try await left.wait(for: "nobody else") { !$0.text.contains("Here:") }
      left.type("q")
      #expect(try await left.waitForEnd() == 0)
    }
  }

  @Test func `a comment is made, and work goes on without a server`() async throws {
    let server = try await ServerFixture.start()
    let (okoro, _) = try await people(at: server)
    let screen = try open(okoro, "A")
    try await screen.wait(forText: "Stored on the server")
    screen.type("mHow long? Who?\r")
    try await screen.wait(for: "the badge") { $0.lines.contains { $0.contains("1?") } }
    screen.type("c")
    try await screen.wait(forText: "C1  M. Okoro")
    try await screen.wait(forText: "Stored on the server")
    await server.stop()
    screen.type("c\r")
    try await screen.wait(forText: "Esc done")
    screen.type("\u{1B}[200~Pasted, two\rlines.\u{1B}[201~")
    try await screen.wait(forText: "Pasted, two")
    try await screen.wait(forText: "Not connected: 1 change on this device only")
    // Asked to end from outside, it loses nothing and gives the terminal back.
    screen.type("!")
    screen.send(signal: SIGTERM)
    #expect(try await screen.waitForEnd() == 130)
    #expect(screen.isCooked)
    #expect(try okoro.unsent() > 0)
    let texts = try okoro.view().part(PartID("A"))?.fields.map(\.value.plainText) ?? []
    #expect(texts.contains("Pasted, two\nlines.!"))
  }

  @Test func `a suggestion is accepted beside the text, and its author hears of it`() async throws {
    try await ServerFixture.with { server in
      let (okoro, parent) = try await people(at: server)
      try okoro.edit("B") { (part: inout PartDocument) throws(ContentError) in
        let need = try part.addRecord(to: "needs")
        _ = try part.edit("needs some help", field: "description", of: need)
      }
      try await okoro.sync()
      let screen = try open(okoro, "B")
      try await screen.wait(forText: "needs some help")
      _ = try await run(parent, "sync")
      _ = try await run(
        parent, "suggest", "B.1.description", "--quote", "some help", "--with", "daily help")
      _ = try await run(parent, "sync")
      try await screen.wait(for: "the badge") { $0.lines.contains { $0.contains("1s") } }
      screen.type("c")
      try await screen.wait(forText: "S1  J. Tranmoor")
      try await screen.wait(forText: "y accept")
      screen.type("y")
      try await screen.wait(forText: "needs daily help")
      try await screen.wait(forText: "Stored on the server")
      #expect(
        try await run(parent, "sync").contains(
          "M. Okoro (plan co-ordinator) accepted your suggestion B.S1."))
      screen.type("q")
      #expect(try await screen.waitForEnd() == 0)
    }
  }

  @Test func `a suggestion whose ground has changed is accepted once that was seen`() async throws {
    try await ServerFixture.with { server in
      let (okoro, parent) = try await people(at: server)
      let need = try okoro.edit("B") { (part: inout PartDocument) throws(ContentError) in
        let need = try part.addRecord(to: "needs")
        _ = try part.edit("She needs some help.", field: "description", of: need)
        return need
      }
      try await okoro.sync()
      _ = try await run(parent, "sync")
      _ = try await run(
        parent, "suggest", "B.1.description", "--quote", "some help", "--with", "daily help")
      _ = try await run(parent, "sync")
      try await okoro.sync()
      try okoro.edit("B") { (part: inout PartDocument) throws(ContentError) in
        _ = try part.edit("She needs some more help.", field: "description", of: need)
      }
      let screen = try open(okoro, "B")
      try await screen.wait(forText: "some more help")
      screen.type("c")
      try await screen.wait(forText: "y accept")
      screen.type("y")
      try await screen.wait(forText: "What B.S1 would change has changed since.")
      try await screen.wait(forText: "“some more help”")
      // Nothing typed on is a command, and no leaves all as it was.
      screen.type("qn")
      try await screen.wait(forText: "S1  J. Tranmoor")
      try await screen.wait(forText: "y accept")
      screen.type("y")
      try await screen.wait(forText: "Accept it for what still stands of that?")
      screen.type("y")
      try await screen.wait(forText: "No comments here.")
      try await screen.wait(forText: "Stored on the server")
      screen.type("q")
      #expect(try await screen.waitForEnd() == 0)
      let records = try okoro.view().part(PartID("B"))?.collections.first?.records
      #expect(records?.first?.text("description").contains("daily help") == true)
    }
  }

  @Test func `who may not write there any more keeps the words`() async throws {
    try await ServerFixture.with { server in
      let (okoro, parent) = try await people(at: server)
      let screen = try open(parent, "A")
      try await screen.wait(forText: "Stored on the server")
      screen.type("\r\r")
      try await screen.wait(forText: "Esc done")
      try await okoro.changeRole(of: "J. Tranmoor", to: "ep")
      // The right is gone once the device has heard of it.
      for _ in 0..<200 where !screen.shown.text.contains("kept in") {
        screen.type("x")
        try await Task.sleep(for: .milliseconds(100))
      }
      try await screen.wait(forText: "kept in")
      let kept = try FileManager.default.contentsOfDirectory(atPath: parent.home.kept)
      #expect(kept.count == 1)
      // What is typed on meanwhile is no command.
      screen.type("qqq\r")
      try await screen.wait(forText: "q quit")
      screen.type("q")
      #expect(try await screen.waitForEnd() == 0)
    }
  }

  @Test func `what another program holds up is stored as soon as it lets go`() async throws {
    try await ServerFixture.with { server in
      let (okoro, _) = try await people(at: server)
      let screen = try open(okoro, "A")
      try await screen.wait(forText: "Stored on the server")
      screen.type("\r\r")
      try await screen.wait(forText: "Esc done")
      try await hold(okoro) {
        screen.type("Held up.")
        try await screen.wait(forText: "Another ehcp is at work")
      }
      try await screen.wait(forText: "Saved on this device.")
      screen.type("\u{1B}")
      try await screen.wait(forText: "Stored on the server")
      screen.type("q")
      #expect(try await screen.waitForEnd() == 0)
      let texts = try okoro.view().part(PartID("A"))?.fields.map(\.value.plainText) ?? []
      #expect(texts.contains("Held up."))
    }
  }

  /// Has a person's workspace open in this process, while `body` runs.
  private func hold(_ person: ClientPerson, _ body: () async throws -> Void) async throws {
    let workspace = try person.open(patience: 60_000)
    try await body()
    withExtendedLifetime(workspace) {}
  }

  @Test func `a crash gives the terminal back`() async throws {
    try await ServerFixture.with { server in
      let (okoro, _) = try await people(at: server)
      let screen = try open(okoro, "A")
      try await screen.wait(forText: "q quit")
      #expect(!screen.isCooked)
      screen.send(signal: SIGSEGV)
      #expect(try await screen.waitForEnd() == 128 + SIGSEGV)
      #expect(screen.isCooked)
      try await screen.wait(for: "the first screen") { !$0.isOtherScreen && $0.showsCursor }
    }
  }

  // MARK: -

  /// M. Okoro with a plan, and a parent in it.
  private func people(
    at server: ServerFixture
  ) async throws -> (okoro: ClientPerson, parent: ClientPerson) {
    let okoro = try await ClientPerson.signIn(at: server, code: server.makeUser("M. Okoro"))
    try await okoro.begin("MK-0412")
    guard let code = try await okoro.invite("J. Tranmoor", role: "parent") else {
      throw Unexpected("no code")
    }
    let parent = try await ClientPerson.signIn(at: server, code: code)
    try await parent.join("MK-0412")
    try await okoro.sync()
    return (okoro, parent)
  }

  private static let program = URL(filePath: CommandLine.arguments[0]).deletingLastPathComponent()
    .appending(path: "ehcp").path(percentEncoded: false)

  /// A command's whole output.
  /// Off the threads that the server in this process needs.
  private func run(_ person: ClientPerson, _ words: String...) async throws -> String {
    let home = person.home.path
    return try await withCheckedThrowingContinuation { continuation in
      DispatchQueue.global().async {
        continuation.resume(
          with: Result {
            try FinishedProcess(
              running: Self.program, words,
              environment: [
                "EHCP_HOME": home, "LC_ALL": "C.UTF-8", "PATH": "/usr/bin:/bin", "COLUMNS": "120",
              ], folder: home, joinsErrors: true
            ).output
          })
      }
    }
  }

  private func open(_ person: ClientPerson, _ section: String) throws -> PseudoTerminal {
    try PseudoTerminal(
      Self.program, ["tui", section],
      environment: [
        "EHCP_HOME": person.home.path, "LC_ALL": "C.UTF-8", "TERM": "xterm",
        "PATH": "/usr/bin:/bin",
        "SWIFT_BACKTRACE": "enable=no",
      ])
  }

  /// Goes down to the field that holds these words.
  private func select(_ words: String, on screen: PseudoTerminal) async throws {
    for _ in 0..<12 {
      if screen.shown.lines.contains(where: { $0.contains("▌ \(words)") }) { return }
      screen.type("\u{1B}[B")
      try await Task.sleep(for: .milliseconds(60))
    }
    try await screen.wait(forText: "▌ \(words)")
  }

  /// What stands before the cursor on its row.
  private func caretText(_ shown: VirtualTerminal) -> String {
    var text = String(shown.lines[shown.row].prefix(shown.column))
    while text.last == " " { text.removeLast() }
    return text
  }
}

import Foundation
import Testing

/// What happened, who wrote it, going back, and keeping to oneself: at the keyboard.
struct HistoryTranscriptTests {
  /// M. Okoro's plan MK-0412 with one need in it, shared with Priya Shah.
  private func begin(_ transcript: ClientTranscript) async throws {
    try await transcript.caseworker("okoro", name: "M. Okoro")
    try await transcript.login("okoro")
    try await transcript.quietly("okoro", "new", "MK-0412")
    try await transcript.quietly(
      "okoro", "add", "B", "title=Reading single words", "area=cognition-learning",
      "description=needs some help with reading. Knows most letters.")
    try await transcript.quietly("okoro", "sync")
    try await transcript.invite("priya", name: "Priya Shah", role: "ep", by: "okoro")
    try await transcript.login("priya")
    try await transcript.quietly("priya", "open", "MK-0412")
  }

  @Test func `undoing and doing again, before and after a sync`() async throws {
    try await ClientTranscript.compare("undo") { transcript in
      try await begin(transcript)
      try await transcript.run("priya", "undo")
      try await transcript.run(
        "priya", "edit", "B.1.description", editor: "sed -i 's/some help/patient daily help/'")
      try await transcript.run("priya", "set", "B.1.title", "Reading words")
      try await transcript.run("priya", "undo")
      try await transcript.run("priya", "redo")
      try await transcript.run("priya", "undo", "2")
      try await transcript.run("priya", "show", "B.1.description")
      try await transcript.run("priya", "redo", "2")
      try await transcript.run("priya", "redo")
      try await transcript.run("priya", "sync")
      try await transcript.quietly("okoro", "sync")
      try await transcript.run(
        "okoro", "edit", "B.1.description", editor: "sed -i 's/daily help/daily kind help/'")
      try await transcript.run("okoro", "set", "B.1.title", "Single words")
      try await transcript.quietly("okoro", "sync")
      try await transcript.quietly("priya", "sync")
      try await transcript.run("priya", "undo", "2")
      try await transcript.run("priya", "show", "B.1.description")
      try await transcript.run("priya", "undo", "--json")
      try await transcript.run("priya", "undo", "none")
      try await transcript.run("priya", "sync")
      try await transcript.run("okoro", "undo", "9")
      try await transcript.run("okoro", "show", "B")
      try await transcript.run("okoro", "redo", "9")
      try await transcript.run("okoro", "sync")
      try await transcript.quietly("priya", "sync")
      try await transcript.run("priya", "show", "B")
    }
  }

  @Test func `who did what when, and what changed between versions`() async throws {
    try await ClientTranscript.compare("history") { transcript in
      try await begin(transcript)
      try await transcript.run("okoro", "version", "name", "panel-1")
      try await transcript.run("okoro", "version", "name", "panel-1")
      try await transcript.run("okoro", "version", "name", "B")
      try await transcript.run("okoro", "version", "name", "Draft-7")
      try await transcript.run("okoro", "version", "list")
      try await transcript.quietly("okoro", "sync")
      try await transcript.quietly("priya", "sync")
      try await transcript.run("priya", "version", "list")
      try await transcript.run(
        "priya", "edit", "B.1.description", editor: "sed -i 's/some help/daily help/'")
      try await transcript.run(
        "priya", "add", "B", "title=Attention", "area=semh", "description=is easily distracted")
      try await transcript.run("priya", "set", "B.1.title", "Reading words")
      try await transcript.run("priya", "diff")
      try await transcript.run("priya", "log")
      try await transcript.quietly("priya", "sync")
      try await transcript.quietly("okoro", "sync")
      try await transcript.run(
        "okoro", "edit", "B.1.description", editor: "sed -i 's/most letters/all letters now/'")
      try await transcript.quietly("okoro", "remove", "B.2")
      try await transcript.quietly("okoro", "add", "F", "title=Paired reading", "needs=B.1")
      try await transcript.quietly("okoro", "sync")
      try await transcript.quietly("priya", "sync")
      try await transcript.run("priya", "log")
      try await transcript.run("priya", "log", "B.1", "--by", "me")
      try await transcript.run("priya", "log", "--since", "tomorrow")
      try await transcript.run("priya", "log", "--by", "nobody")
      try await transcript.run("priya", "blame", "B.1.description")
      try await transcript.run("priya", "blame", "B")
      try await transcript.run("priya", "diff", "panel-1")
      try await transcript.run("priya", "diff", "panel-1", "now", "B.1.description", "--json")
      try await transcript.run("priya", "diff", "@me", "--summary")
      try await transcript.run("priya", "diff")
      try await transcript.run("priya", "diff", "panel-7")
      try await transcript.run("priya", "diff", "served")
      try await transcript.run("okoro", "version", "compare", "panel-1", "now", "F")
      try await transcript.run("okoro", "version", "restore", "panel-1", "B", "--dry-run")
      try await transcript.run("okoro", "version", "restore", "panel-1", "B")
      try await transcript.run("okoro", "version", "restore", "panel-1", "B")
      try await transcript.run("okoro", "show", "B")
      try await transcript.run("okoro", "blame", "B.1.description")
      try await transcript.run("okoro", "undo")
      try await transcript.run("okoro", "show", "B")
      try await transcript.run("okoro", "sync")
    }
  }

  @Test func `a draft stays on the device until it is shared, or goes to the tray`() async throws {
    try await ClientTranscript.compare("draft") { transcript in
      try await begin(transcript)
      try await transcript.run("priya", "draft")
      try await transcript.run("priya", "set", "B.1.title", "Reading words")
      try await transcript.run("priya", "draft", "on", "B")
      try await transcript.run("priya", "draft", "on", "B.1")
      try await transcript.run(
        "priya", "edit", "B.1.description", editor: "sed -i 's/some help/daily help/'")
      try await transcript.run("priya", "set", "E.1.title", "x")
      try await transcript.run("priya", "add", "E", "title=Reads a page aloud")
      try await transcript.run("priya", "sync")
      try await transcript.run("priya", "sync")
      try await transcript.run("priya", "status")
      try await transcript.run("priya", "draft", "status", "--json")
      try await transcript.run(
        "okoro", "edit", "B.1.description", editor: "sed -i 's/most/all/'")
      try await transcript.run("okoro", "sync")
      try await transcript.run("okoro", "show", "B.1")
      try await transcript.run("priya", "sync")
      try await transcript.run("priya", "show", "B.1.description")
      try await transcript.run("priya", "logout")
      try await transcript.run("priya", "draft", "share")
      try await transcript.run("priya", "sync")
      try await transcript.run("okoro", "sync")
      try await transcript.run("okoro", "show", "B.1.description")
      try await transcript.run("priya", "draft", "on")
      try await transcript.run(
        "priya", "edit", "B.1.description", editor: "sed -i 's/daily help/no help/'")
      try await transcript.run("priya", "draft", "discard", "--dry-run")
      try await transcript.run("priya", "draft", "discard", "--no-input")
      try await transcript.run("priya", "draft", "discard", "--confirm", "MK-0412")
      try await transcript.run("priya", "tray")
      try await transcript.run("priya", "show", "B.1.description")
      try await transcript.run("priya", "draft")
      try await transcript.run("priya", "undo")
      try await transcript.run("priya", "sync")
    }
  }
}

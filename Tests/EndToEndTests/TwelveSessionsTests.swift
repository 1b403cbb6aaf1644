import Foundation
import Plan
import Testing

/// A parent, an educational psychologist, a special educational needs co-ordinator and a caseworker
/// write a plan from the invitation to the final plan: the real programs, a folder for each person.
///
/// What matters of each step is asserted here; all that they read is in
/// `Tests/Fixtures/Transcripts/twelve-sessions.txt`.
@Suite struct TwelveSessionsTests {
  @Test func `four people write a plan in twelve sessions`() async throws {
    let folder = ServerFolder()
    let made = try await ServerProcess.run(["init", "--data", folder.path])
    #expect(made.status == 0)
    let (process, url) = try await ServerProcess.serve(folder.path)
    let server = TranscriptServer(process, url: url, folder: folder.path)
    let result = await Result.catching {
      try await ClientTranscript.compare("twelve-sessions", at: server) { transcript in
        let story = TwelveSessions(transcript)
        try await story.begin()
        try await story.signInAndOpen()
        try await story.writeOnTheTrain()
        try await story.syncAndReview()
        try await story.comment()
        try await story.suggestAndAccept()
        try await story.readTheHistory()
        try await story.checkAndMend()
        try await story.readTheClock()
        try await story.serve()
        try await story.decideApart()
        try await story.issue()
        try await story.agree()
      }
    }
    #expect(try await process.terminate() == 0)
    try result.get()
    withExtendedLifetime(folder) {}
  }
}

extension Result where Failure == any Error {
  /// What an asynchronous body gives or throws.
  fileprivate static func catching(_ body: () async throws -> Success) async -> Self {
    do { return .success(try await body()) } catch { return .failure(error) }
  }
}

/// The sessions, each a step of one story.
private struct TwelveSessions {
  private let transcript: ClientTranscript
  private let people = ["okoro", "joanne", "priya", "lund"]

  init(_ transcript: ClientTranscript) { self.transcript = transcript }

  /// What the caseworker has made ready before the others come: a whole plan, and one more need and
  /// provision that are yet to be worked on.
  func begin() async throws {
    try await transcript.caseworker("okoro", name: "M. Okoro")
    try await transcript.quietLogin("okoro")
    try await transcript.quietly("okoro", "new", "MK-0412", "--example")
    try await transcript.quietly(
      "okoro", "add", "B", "title=Reading aloud", "area=cognition-learning",
      "description=She needs some help with reading. She likes to be read to.")
    try await transcript.quietly(
      "okoro", "add", "F", "title=Reading together",
      "description=Saskia will receive regular support with reading aloud.")
    try await transcript.quietly("okoro", "sync")
    for (person, name, role) in [
      ("joanne", "Joanne Tranmoor", "parent"), ("priya", "Priya Shah", "ep"),
      ("lund", "S. Lund", "senco"),
    ] {
      try await transcript.invite(person, name: name, role: role, by: "okoro")
    }
  }

  func signInAndOpen() async throws {
    transcript.heading("1  Signing in")
    try await transcript.login("priya")
    transcript.heading("2  Opening the plan")
    let opened = try await transcript.run("priya", "open", "MK-0412")
    #expect(opened.output.contains("You may edit B, E and F."))
    #expect(opened.output.contains("Not shared with you: I and J."))
    for person in ["joanne", "lund"] {
      try await transcript.quietLogin(person)
      try await transcript.run(person, "open", "MK-0412")
    }
    try await transcript.quietly("okoro", "version", "name", "panel-1")
    for person in people { try await transcript.quietly(person, "sync") }
  }

  func writeOnTheTrain() async throws {
    transcript.heading("3  On a train, without signal")
    let saved = try await transcript.run(
      "priya", "edit", "B",
      editor: "sed -i 's/some help with reading/patient daily help with reading/'")
    #expect(saved.status == 0)
    #expect(saved.output.contains("Saved on this device (+2 −1 words). Not yet on the server."))
    transcript.heading("Meanwhile, at the council and at home")
    try await transcript.run(
      "okoro", "edit", "B.11.description",
      editor: "sed -i 's/with reading/with reading and spelling/'")
    try await transcript.run(
      "joanne", "comment", "add", "B.11", "-m", "Could somebody read with her at breakfast club?")
    for person in ["okoro", "joanne"] {
      #expect(try await transcript.run(person, "sync").status == 0)
    }
    transcript.heading("4  Where everything is")
    let status = try await transcript.run("priya", "status")
    #expect(status.output.contains("B  1 change only on this device"))
  }

  func syncAndReview() async throws {
    transcript.heading("5  Back at a desk")
    let synced = try await transcript.run("priya", "sync")
    #expect(synced.status == 6)
    #expect(synced.output.contains("B.11.description: two people changed the same sentence."))
    #expect(synced.output.contains("Joanne Tranmoor (parent or young person) asked in B.11:"))
    transcript.heading("6  Both kept; a person looks at it")
    let review = try await transcript.run(
      "priya", "review", answering: [(after: "[s]kip?", type: "k")])
    #expect(review.status == 0)
    #expect(review.output.contains("She needs patient daily help with reading and spelling."))
    try await transcript.quietly("priya", "sync")
    #expect(try await transcript.run("okoro", "sync").status == 0)
    #expect(try await transcript.run("okoro", "review").output.contains("Nothing to review."))
  }

  func comment() async throws {
    transcript.heading("7  Asking, and answering")
    try await transcript.run(
      "joanne", "comment", "add", "F", "--quote", "regular support", "-m", "How long? Who?")
    try await transcript.quietly("joanne", "sync")
    try await transcript.quietly("lund", "sync")
    try await transcript.run(
      "lund", "comment", "reply", "F.C1", "-m", "25 minutes a day, from our teaching assistant.")
    try await transcript.quietly("lund", "sync")
    let heard = try await transcript.run("joanne", "sync")
    #expect(heard.output.contains("S. Lund (SENCO or teacher) answered in F.21.description:"))
  }

  func suggestAndAccept() async throws {
    transcript.heading("8  Suggesting, and accepting")
    try await transcript.quietly("priya", "sync")
    let refused = try await transcript.run("joanne", "edit", "F.21.description")
    #expect(refused.status == 5)
    try await transcript.run(
      "priya", "suggest", "F", "-m", "As in my report.",
      editor: "sed -i 's/regular support/25 minutes of direct support each school day/'")
    try await transcript.quietly("priya", "sync")
    try await transcript.run("okoro", "sync")
    let accepted = try await transcript.run("okoro", "suggestions", "accept", "F.S1")
    #expect(accepted.output.contains("the words stay those of Priya Shah"))
    try await transcript.quietly("okoro", "sync")
    let told = try await transcript.run("priya", "sync")
    #expect(told.output.contains("accepted your suggestion F.S1."))
  }

  func readTheHistory() async throws {
    transcript.heading("9  Who wrote what")
    let blame = try await transcript.run("okoro", "blame", "F.21.description")
    #expect(blame.output.contains("Priya Shah (accepted: M. Okoro)"))
    try await transcript.run("okoro", "version", "name", "panel-2")
    let compared = try await transcript.run(
      "okoro", "version", "compare", "panel-1", "panel-2", "F")
    #expect(compared.output.contains("{+25 minutes of direct+}"))
  }

  func checkAndMend() async throws {
    transcript.heading("10  Against the law")
    let need = try await transcript.run("okoro", "check", "B.11")
    #expect(need.status == 10)
    #expect(need.output.contains("No provision in section F meets this need."))
    #expect(try await transcript.run("okoro", "check", "F.21").status == 10)
    try await transcript.run("okoro", "link", "F.21", "B.11")
    try await transcript.run(
      "lund", "set", "F.21.who", "Level 3 teaching assistant trained by the specialist teacher")
    try await transcript.run("lund", "set", "F.21.ratio", "1:1")
    for person in ["lund", "okoro"] { try await transcript.quietly(person, "sync") }
    #expect(try await transcript.run("okoro", "check", "F.21").status == 0)
  }

  func readTheClock() async throws {
    transcript.heading("11  How many days are left")
    let clock = try await transcript.run("okoro", "timeline", "--today", "2026-11-22")
    #expect(clock.output.contains("23 November 2026  Send the final plan: 1 day left"))
  }

  func serve() async throws {
    transcript.heading("12  The draft goes to the family")
    #expect(try await transcript.run("okoro", "serve-draft", "--dry-run").status == 0)
    #expect(try await transcript.run("okoro", "serve-draft", "--confirm", "MK-0412").status == 0)
    try await transcript.quietly("joanne", "sync")
    let status = try await transcript.run("joanne", "status")
    #expect(status.output.contains("the family may answer until"))
    try await transcript.run(
      "joanne", "suggest", "F.21", "--quote", "25 minutes", "--with", "30 minutes", "-m",
      "She reads slowly, and needs the time.")
    for person in ["joanne", "okoro"] { try await transcript.quietly(person, "sync") }
    try await transcript.quietly("priya", "sync")
    let late = try await transcript.run("priya", "set", "F.21.ratio", "1:2")
    #expect(late.status == 5)
  }

  /// The family takes its suggestion back while the caseworker accepts it.
  func decideApart() async throws {
    try await transcript.run("joanne", "suggestions", "withdraw", "F.S2")
    try await transcript.run("okoro", "suggestions", "accept", "F.S2")
    try await transcript.quietly("joanne", "sync")
    #expect(try await transcript.run("okoro", "sync").status == 6)
    for (place, value) in [
      ("I.setting-name", "Milbury Academy"), ("I.setting-type", "mainstream secondary school"),
      ("details.plan-date", ActStage.today.description),
      ("details.review-date", "\(ActStage.today.year + 1)-01-01"),
      ("details.signed-by", "R. Hale"),
    ] {
      try await transcript.quietly("okoro", "set", place, value)
    }
    try await transcript.quietly("okoro", "sync")
    let blocked = try await transcript.run(
      "okoro", "issue", "--dry-run", "--family-answered", "Telephone: nothing to add")
    #expect(blocked.status == 6)
    #expect(blocked.output.contains("Blocked: 1 thing stands against it."))
    transcript.heading("They speak on the telephone: thirty minutes it is")
    try await transcript.run("okoro", "review", "--list")
    #expect(try await transcript.run("okoro", "review", "1", "--side", "2").status == 0)
    try await transcript.quietly("okoro", "sync")
    let told = try await transcript.run("joanne", "sync")
    #expect(told.output.contains("accepted your suggestion F.S2."))
  }

  func issue() async throws {
    let issued = try await transcript.run(
      "okoro", "issue", "--confirm", "MK-0412", "--family-answered", "Telephone: nothing to add")
    #expect(issued.status == 0)
    for person in people { try await transcript.quietly(person, "sync") }
    try await transcript.run("joanne", "acts")
    try await transcript.run("joanne", "show", "F.21", "--version", "issued")
    try await transcript.run(
      "okoro", "export", "-o", "plan.docx", "--version", "issued", "--for", "Joanne Tranmoor")
    try await transcript.run(
      "okoro", "export", "working-document", "--sections", "B,F", "--version", "served", "-o",
      "working.docx")
    let late = try await transcript.run("okoro", "set", "F.21.ratio", "1:2")
    #expect(late.status == 5)
  }

  /// In the end all four hold the same, to the byte.
  func agree() async throws {
    var exports = Set<String>()
    for person in people {
      exports.insert(
        try await transcript.output(
          person, "export", "--format", "json", "--sections", "B,F", "--comments", "-o", "-"))
    }
    #expect(exports.count == 1)
    #expect(exports.first?.contains("30 minutes of direct") == true)
  }
}

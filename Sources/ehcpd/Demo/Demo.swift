import Foundation
import Terminal

/// The story: four people write one plan apart, and it comes together.
struct Demo {
  let stage: DemoStage

  private let reference = "MK-0412"
  private let okoro = DemoPerson(name: "okoro", fullName: "Michael Okoro", role: "caseworker")
  private let joanne = DemoPerson(name: "joanne", fullName: "Joanne Tranmoor", role: "parent")
  private let helen = DemoPerson(name: "helen", fullName: "Helen Adeyemi", role: "senco")
  private let priya = DemoPerson(name: "priya", fullName: "Priya Shah", role: "ep")

  func play() async throws -> ExitCode {
    try stage.say(
      """
      Four people write one Education, Health and Care Plan. The child and everybody in it are made \
      up; the server, the database and the programs are real. All of it is in \(stage.folder).
      """)
    try await beginPlan()
    try inviteEverybody()
    try writeApart()
    try await comeTogether()
    try settle()
    try checkAndExport()
    try goOn()
    return .done
  }

  // MARK: The acts

  private func beginPlan() async throws {
    try stage.title("1  The council sets up a server, and a caseworker begins a plan")
    _ = try stage.administer("init", "--data", stage.data)
    try await stage.startServer()
    let code = try stage.administer(
      "user", "add", okoro.fullName, "--role", okoro.role, "--data", stage.data)
    try signIn(okoro, code: code)
    try stage.type(okoro, "new", reference, "--example")
  }

  private func inviteEverybody() throws {
    try stage.title("2  He invites the others; each types a code once, on a device of her own")
    for person in [joanne, helen, priya] {
      let code = try stage.type(okoro, "invite", person.fullName, "--role", person.role)
      try signIn(person, code: code)
      try stage.type(person, "open", reference)
    }
  }

  private func signIn(_ person: DemoPerson, code: String) throws {
    try stage.type(
      person, "login", stage.address, "--code-stdin", input: code, note: "types the code")
  }

  private func writeApart() throws {
    try stage.title("3  The network is gone. All four go on writing, each on her own device")
    stage.stopServer()
    try stage.say("Priya and Helen change the same sentence of the same need:\n")
    try change(priya, "B.1.description", "with two pieces", "with at most two pieces")
    try change(
      helen, "B.1.description", "follows one instruction", "follows one spoken instruction")
    try stage.say("\nand the same provision:\n")
    try change(
      priya, "F.1.description", "teach Saskia words for time",
      "teach Saskia twelve words each half term for time")
    try change(
      helen, "F.1.description", "how to ask for repetition",
      "how to ask for things to be said again")
    try stage.say("\nTwo of them name the same need differently:\n")
    try stage.type(priya, "set", "B.2.title", "Word finding and sentence building")
    try stage.type(okoro, "set", "B.2.title", "Expressive language")
    try stage.say("\nRecords are added, moved, deleted and edited at once:\n")
    try stage.type(
      helen, "add", "B", "title=Organising her own equipment", "area=cognition-learning")
    try stage.type(
      helen, "add", "F", "title=Help with equipment", "who=staff",
      "description=Saskia should have access to regular support with her bag and timetable.")
    try stage.type(okoro, "move", "B.4", "1")
    try stage.type(priya, "move", "B.4", "3")
    try stage.type(okoro, "remove", "B.10")
    try change(helen, "B.10.description", "9 of 20 days", "14 of 30 days")
    try stage.say("\nThe parent asks:\n")
    try stage.type(
      joanne, "comment", "add", "F.2", "-m", "Who does this when she is off sick?")
    try stage.say("\nNobody can reach the server, and nothing is lost:\n")
    try stage.type(priya, "sync", endingIn: [.unreachable])
    try stage.type(priya, "status")
  }

  private func comeTogether() async throws {
    try stage.title("4  The network is back, and everybody's work comes together")
    try await stage.startServer()
    for person in [priya, helen, okoro, joanne] {
      // What two people touched is told to whoever fetches it second.
      try sync(person)
    }
    for person in [priya, helen, okoro] { try sync(person) }
    try stage.say("\nAll four now hold the same plan, byte for byte:\n")
    var plans: [String] = []
    for person in [okoro, joanne, helen, priya] {
      let plan = try stage.ask(
        person, "export", "--format", "json", "--sections", "B,F", "--comments", "-o", "-")
      plans.append(plan)
      try stage.list("\(person.name): sections B and F, \(plan.utf8.count) bytes")
    }
    guard plans.allSatisfy({ $0.utf8.elementsEqual(plans[0].utf8) }) else {
      throw UserError("The four copies differ.", hint: "Keep \(stage.folder) and report it.")
    }
    try stage.list("the same")
  }

  private func settle() throws {
    try stage.title("5  What two people touched at once waits for a person")
    try stage.type(okoro, "review", "--list", endingIn: [.done, .needsReview])
    try stage.say("\nThe caseworker looks at each and says that it may stay:\n")
    try stage.type(okoro, "review", "1", "2", "3", "4", "5", "--keep")
    try stage.type(okoro, "comment", "list")
    try stage.type(
      okoro, "comment", "reply", "F.C1", "-m", "A second therapist of the same service.")
    try stage.type(okoro, "sync")
  }

  private func checkAndExport() throws {
    try stage.title("6  The plan is checked against the law, and written out")
    try stage.type(okoro, "check", endingIn: [.checkFailed])
    for (format, ending) in [("html", "html"), ("markdown", "md"), ("json", "json")] {
      try stage.type(
        okoro, "export", "--format", format, "-o", "\(stage.folder)/\(reference).\(ending)")
    }
  }

  private func goOn() throws {
    try stage.title("Go on by hand")
    try stage.say("In a terminal for the server, with the build folder on your PATH:")
    let port = stage.address.dropFirst("http://".count)
    try stage.list("ehcpd serve --data \(stage.data) --listen \(port)")
    try stage.say("and as one of the people, say Priya:")
    try stage.list("export EHCP_HOME=\(stage.home(of: priya))")
    try stage.list("ehcp show B.1")
    try stage.list("ehcp edit B.1.description")
    try stage.list("ehcp sync")
    try stage.say("The plan as a page: \(stage.folder)/\(reference).html")
  }

  // MARK: Gestures

  /// Replaces some words of a field, as an editor would.
  private func change(
    _ person: DemoPerson, _ address: String, _ words: String, _ replacement: String
  ) throws {
    let text = try stage.ask(person, "show", address)
    guard text.contains(words) else {
      throw UserError("\(address) does not say “\(words)”.", hint: "The example plan has changed.")
    }
    try stage.type(
      person, "edit", address, "--from", "-", input: text.replacing(words, with: replacement),
      after: "ehcp show \(address) | sed 's/\(words)/\(replacement)/'")
  }

  private func sync(_ person: DemoPerson) throws {
    try stage.type(person, "sync", endingIn: [.done, .needsReview])
  }
}

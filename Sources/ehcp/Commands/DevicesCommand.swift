import Client
import Plan
import Terminal

enum DevicesCommand {
  static let declaration = Command<Session>(
    "devices", "List the devices you are signed in on",
    examples: [
      Example("ehcp devices", "each with its number"),
      Example("ehcp devices sign-out 2", "ends the session of a lost device"),
    ],
    options: [Option("json", .flag, "as JSON")],
    subcommands: [
      Command(
        "sign-out", "End the session of one of your devices",
        examples: [Example("ehcp devices sign-out 2", "the second of the list")],
        arguments: [Argument("DEVICE", "its number in the list, or its id")],
        action: signOut)
    ],
    section: "Everyday", action: list)

  private static func list(_ session: Session, _ invocation: Invocation) async throws -> ExitCode {
    let devices = try await session.workspace()
      .remote(authorityFile: session.authorityFile).devices()
    if invocation.flag("json") {
      try session.write(devices)
      return .done
    }
    var table = Table(["", "device", "signed in", "last seen", ""])
    for (index, device) in entries(devices).enumerated() {
      func text(_ key: String) -> String {
        if case .string(let text) = device[key] { return Escaping.line(text) }
        return ""
      }
      var remark = device["current"] == .bool(true) ? "this one" : ""
      if !text("revoked").isEmpty { remark = "signed out" }
      table.add([
        "\(index + 1)", text("label"), String(text("created").prefix(10)),
        String(text("last_seen").prefix(10)), remark,
      ])
    }
    try session.write(table)
    return .done
  }

  private static func signOut(
    _ session: Session, _ invocation: Invocation
  ) async throws -> ExitCode {
    let remote = try session.workspace().remote(authorityFile: session.authorityFile)
    let wanted = invocation.argument(0) ?? ""
    let ids = entries(try await remote.devices()).map { device -> String in
      if case .string(let id) = device["id"] { return id }
      return ""
    }
    let number = Int(wanted) ?? 0
    let id = ids.indices.contains(number - 1) ? ids[number - 1] : wanted
    guard ids.contains(id) else {
      throw UserError("You have no device \(wanted).", hint: "See: ehcp devices", exitCode: .usage)
    }
    try await remote.revoke(device: id)
    session.console.say(.done, "That device is signed out.")
    return .done
  }

  private static func entries(_ answer: JSONValue) -> [JSONValue] {
    if case .array(let entries) = answer["devices"] ?? answer { return entries }
    return []
  }
}

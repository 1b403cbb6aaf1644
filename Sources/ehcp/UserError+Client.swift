import Client
import Plan
import Terminal

extension UserError {
  init(client error: ClientError) {
    switch error {
    case .store(_), .emptied(_): self.init(device: error.deviceFault ?? .other)
    case .network(_): self.init(line: error.lineFault ?? .other)
    case .server(let status, let code, let message):
      self.init(status: status, code: code, message: message)
    case .content(let error): self.init(content: error)
    case .refused(let reason, let part): self.init(refusal: reason, part: part)
    case .mayOnly(let right, let part): self.init(refusal: .mayOnly(right), part: part)
    case .unknownPlan, .unknownPack, .notInPack, .unknownPart, .planErased:
      self.init(plan: error)
    case .notSignedIn, .otherAccount, .unsentWork, .badAddress:
      self.init(signIn: error)
    case .folder(let path, _):
      if let fault = error.deviceFault, fault != .other {
        self.init(device: fault)
      } else {
        self.init(
          "The folder “\(Escaping.line(path))” cannot be written.",
          hint: "Choose another with EHCP_HOME.")
      }
    case .badCredentials(let path):
      self.init(
        "“\(Escaping.line(path))” does not hold what signs you in.",
        hint: "Put it back from a copy, or move it away and sign in again: ehcp login",
        exitCode: .damaged)
    case .unreadable(let part, _):
      self.init(
        "What is stored of \(part) cannot be read.",
        hint: Self.startAgain, exitCode: .damaged)
    case .noVersion(let name):
      self.init(
        "There is no version “\(Escaping.line(name))” on this device.",
        hint: "See what was served and issued: ehcp acts", exitCode: .usage)
    case .untrueVersion(let entry):
      self.init(
        "What the server sent as the version of entry \(entry) is not what its fingerprint covers.",
        hint: "Nothing of it was kept. Tell your authority: its record may have been changed.",
        exitCode: .checkFailed)
    case .trayEntryIsGone(let number):
      self.init(
        "What entry \(number) of your tray builds on is not there any more.",
        hint: "Its words can be kept: ehcp tray save \(number) -o FILE")
    case .notStored(let part, _):
      self.init("The change to \(part) could not be stored.", hint: Self.report)
    case .badAnswer, .sync, .unexpected:
      self.init(
        "The server's answer cannot be understood.",
        hint: "Your work is safe on this device. The server may be newer than this program.")
    }
  }

  private static let startAgain =
    "Move the folder of your plans (EHCP_HOME) aside and sign in again: everything stored on the"
    + " server comes back. Work not yet sent may be in that folder: keep it, and report this."

  private init(plan error: ClientError) {
    switch error {
    case .unknownPlan(""):
      self.init("No plan is open.", hint: "Choose one: ehcp open REF (ehcp plans lists yours)")
    case .unknownPlan(let reference):
      self.init(
        "You take no part in a plan “\(Escaping.line(reference))”, or it is not on this device.",
        hint: "See: ehcp plans")
    case .unknownPack(let pack, let version):
      self.init(
        "The plan follows the pack “\(Escaping.line(pack))”, version \(Escaping.line(version)), which"
          + " this program does not have.", hint: "Install a newer ehcp.")
    case .unknownPart(let part):
      self.init(refusal: .mayNotRead, part: part)
    case .planErased:
      self.init("The plan was erased by its authority, here too.")
    default:
      self.init(
        "The plan uses terms this program does not know.", hint: "Install a newer ehcp.")
    }
  }

  private init(signIn error: ClientError) {
    switch error {
    case .otherAccount(let name):
      self.init(
        "This device holds the plans of \(Escaping.line(name)).",
        hint: "Use a folder of your own: EHCP_HOME=… ehcp login. Or remove theirs: ehcp logout"
          + " --erase", exitCode: .signIn)
    case .unsentWork(let count):
      self.init(
        "\(Counted.of(count, "change")) only this device has would be lost.",
        hint: "Store it first: ehcp sync")
    case .badAddress:
      self.init(
        "That is no address of a server that is safe to sign in to.",
        hint: "It should begin with https://", exitCode: .usage)
    default:
      self.init(
        "You are not signed in.", hint: "Sign in: ehcp login https://…", exitCode: .signIn)
    }
  }

  private init(refusal: PolicyRefusal, part: PartID) {
    let say = "Say it in a comment: ehcp comment add \(part) -m \"…\""
    switch refusal {
    case .notAMember:
      self.init(
        "You have no role in this plan.", hint: "Its co-ordinator can invite you.",
        exitCode: .notPermitted)
    case .mayNotRead:
      self.init(
        "\(part) is not shared with you, or there is no such section.",
        hint: "See what is: ehcp show", exitCode: .notPermitted)
    case .mayOnly(.suggest):
      self.init(
        "You may suggest changes to \(part), but not make them.",
        hint: "Suggest it: ehcp suggest \(part)", exitCode: .notPermitted)
    case .mayOnly(.decide):
      self.init(
        "You may accept or reject what others suggest in \(part), but not change it yourself.",
        hint: "See: ehcp suggestions list", exitCode: .notPermitted)
    case .mayOnly(.comment), .mayOnly(.edit):
      self.init(
        "You may comment on \(part), but not change it.", hint: say, exitCode: .notPermitted)
    case .mayOnly:
      self.init(
        "You may read \(part), but not change it or comment on it.",
        hint: "Tell the plan's co-ordinator: ehcp people", exitCode: .notPermitted)
    case .phaseForbids(.final):
      self.init(
        "\(part) cannot be changed: the plan is issued, and what is issued never changes.",
        hint: "Its co-ordinator can open an amendment: ehcp amend", exitCode: .notPermitted)
    case .phaseForbids(.servedDraft):
      self.init(
        "\(part) cannot be changed now: the draft is with the family.",
        hint: say + "\n  What the family asks for, the plan's co-ordinator writes down: ehcp"
          + " representation record", exitCode: .notPermitted)
    case .phaseForbids(let phase):
      self.init(
        "\(part) cannot be changed now: the plan is \(Wording.phase(phase.rawValue)).", hint: say,
        exitCode: .notPermitted)
    case .signed:
      self.init(
        "\(part) is signed, and signed advice is never changed.",
        hint: "Its author can add a dated addendum.", exitCode: .notPermitted)
    }
  }

  private init(device fault: ClientError.DeviceFault) {
    switch fault {
    case .damaged:
      self.init(
        "The plans stored on this device are damaged.", hint: Self.startAgain, exitCode: .damaged)
    case .full: self = .diskIsFull
    case .denied(let path):
      self.init(
        "You may not write in "
          + (path.map { "“\(Escaping.line($0))”." } ?? "the folder of your plans."),
        hint: "Check its permissions, or choose another folder with EHCP_HOME.")
    case .inUse:
      self.init("Another ehcp is at work with your plans.", hint: "Try again in a moment.")
    case .newer:
      self.init("Your plans were stored by a newer ehcp.", hint: "Install that version.")
    case .exposed(let path):
      self.init(
        "Others on this machine can read “\(Escaping.line(path))”, which signs you in.",
        hint: "Sign this device out, then: chmod 600 on that file, and sign in again.")
    case .other:
      self.init(
        "The plans on this device could not be read or written.",
        hint:
          "Try again. If it stays so, keep the folder of your plans (EHCP_HOME), and report this.",
        exitCode: .damaged)
    }
  }

  private init(line fault: ClientError.LineFault) {
    let safe = "Your work is safe on this device."
    switch fault {
    case .unreachable:
      self.init(
        "The server cannot be reached.", hint: "\(safe) Later: ehcp sync", exitCode: .unreachable)
    case .broken:
      self.init(
        "The line to the server broke.", hint: "\(safe) Try again: ehcp sync",
        exitCode: .unreachable)
    case .untrusted:
      self.init(
        "The server could not prove who it is; nothing was sent.",
        hint: "\(safe) If your authority has its own certificates, set EHCP_CA_FILE.",
        exitCode: .unreachable)
    case .badAddress: self.init(signIn: .badAddress)
    case .other:
      self.init("The server could not be asked.", hint: safe, exitCode: .unreachable)
    }
  }

  /// The server said no, in its own plain sentence.
  private init(status: UInt16, code: String, message: String) {
    let said = message.isEmpty ? "The server answered \(status)." : Escaping.line(message)
    switch status {
    case 401:
      self.init(said, hint: "Your work is safe here. Sign in: ehcp login", exitCode: .signIn)
    case 403 where code == "bad-code":
      self.init(
        said, hint: "Whoever invited you can make a new code; then: ehcp login",
        exitCode: .signIn)
    case 403: self.init(said, exitCode: .notPermitted)
    case 409: self.init(said, hint: "Those you have: ehcp plans")
    case 400, 404: self.init(said)
    case 500...: self.init(said, hint: "Your work is safe on this device.", exitCode: .unreachable)
    default: self.init(said)
    }
  }
}

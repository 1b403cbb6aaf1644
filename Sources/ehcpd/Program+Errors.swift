import Foundation
import Plan
import Server
import Store
import Terminal

extension Program {
  /// The words for whatever went wrong: what happened, and what to do next.
  static func explain(_ error: any Error) -> UserError {
    switch error {
    case let error as UserError: error
    case let error as ServerError: explain(error)
    case let error as StoreError: explain(error)
    case let error as TemplateError:
      UserError(
        "The rule pack is not valid: \(error.description).", hint: "Correct it and try again.")
    default: UserError("Something unforeseen went wrong.", hint: "Run ehcpd doctor.")
    }
  }

  private static func explain(_ error: ServerError) -> UserError {
    switch error {
    case .notInitialised(let path):
      UserError(
        "\(Escaping.line(path)) holds no server's data.",
        hint: "Set it up with ehcpd init --data \(Escaping.line(path)), or correct --data.")
    case .alreadyInitialised(let path):
      UserError(
        "\(Escaping.line(path)) holds a server's data already; nothing was changed.",
        hint: "Choose another folder.")
    case .folder(let path, let code):
      UserError(
        "The folder \(Escaping.line(path)) could not be made: \(reason(code)).",
        hint: "Make the folder above it, or choose another.")
    case .unreadable(let path, let code):
      UserError(
        "\(Escaping.line(path)) could not be read: \(reason(code)).",
        hint: "Check the name, and that this user may read it.")
    case .unprotectedAddress(let address):
      UserError(
        "Without TLS the server does not listen on \(Escaping.line(address)).",
        hint: "Give --tls-cert and --tls-key, or --behind-proxy where a proxy provides TLS.",
        exitCode: .usage)
    case .noTemplates: UserError("There is no rule pack.", hint: "Give one with --templates.")
    case .notABackup(let path):
      UserError(
        "\(Escaping.line(path)) is no backup of a server.",
        hint: "Nothing was changed. Give the file that ehcpd backup wrote.")
    case .notAnErasureList(let path):
      UserError(
        "\(Escaping.line(path)) is no list of what was erased.",
        hint: "Nothing was changed. Give the file “erasures” of the old data folder.")
    case .administrationUnreachable:
      UserError(
        "A server runs on this data folder, and does not answer its administrator.",
        hint: "Run this as the user the server runs as; if it hangs, stop the server first.",
        exitCode: .unreachable)
    case .refused("database-damaged", _): damaged
    case .refused(_, let message): UserError(message, hint: "Nothing was changed.")
    case .store(let error): explain(error)
    case .malformedAddress:
      UserError(
        "The address to listen on is not numeric.", hint: "Write it as 127.0.0.1:8080.",
        exitCode: .usage)
    case .cannotListen(let code):
      UserError(
        "The address cannot be listened on: \(reason(code)).",
        hint: "Choose another with --listen ADDRESS:PORT.")
    case .certificateRefused:
      UserError(
        "The certificate or its key was refused.",
        hint: "Both must be PEM, the key unencrypted and the certificate's own.")
    case .cannotStart: UserError("The server could not start.", hint: "Run ehcpd doctor.")
    }
  }

  private static func explain(_ error: StoreError) -> UserError {
    switch error {
    case .inUse:
      UserError(
        "Another server runs on this data folder.", hint: "Stop it first, or leave it running.")
    case .newerSchema:
      UserError(
        "The database was written by a later version of ehcpd.",
        hint: "Install that version; this one would not understand all of it.")
    case .wrongKind: UserError("The database is not a server's.", hint: "Correct --data.")
    case .migrationChanged, .migrationMalformed:
      UserError(
        "The database was made by another build of ehcpd.",
        hint: "Install the version that made it.")
    case .corrupt, .damaged, .damagedRow: damaged
    case .full:
      UserError("The disk is full.", hint: "Make room; nothing stored is lost.")
    case .readOnly: UserError("The data folder cannot be written.", hint: "Check its owner.")
    case .file(_, let path, let code):
      UserError(
        "\(Escaping.line(path)): \(reason(code)).", hint: "Check the name and who may write there.")
    case .exposedSecret(let path):
      UserError(
        "Others may read \(Escaping.line(path)).",
        hint: "Run chmod 600 \(Escaping.line(path)), and stop and start the server.")
    default: UserError("The database did not answer as it should.", hint: "Run ehcpd doctor.")
    }
  }

  private static var damaged: UserError {
    UserError(
      "The database is damaged.",
      hint: "Keep a copy of the data folder, then ehcpd restore the last good backup.",
      exitCode: .damaged)
  }

  private static func reason(_ code: Int32) -> String { String(cString: strerror(code)) }
}

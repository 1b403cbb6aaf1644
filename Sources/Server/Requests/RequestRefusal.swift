import HTTP
import Plan

/// Why a request is not carried out: a code for programs and a sentence for people. Neither tells more
/// than the one who asks may know.
enum RequestRefusal: Error, Hashable, Sendable {
  /// Unknown, mistyped, spent, expired and too often guessed at are not told apart.
  case badCode
  case tooMany(retryAfterSeconds: Int64)
  case signInNeeded
  case sessionExpired
  /// No such plan, or not this person's: not told apart.
  case noSuchPlan
  case noSuchAddress
  case wrongMethod(allowed: [String])
  case noSuchDevice
  case noSuchFeed
  case noSuchAccount
  case notPermitted
  case notJSON
  /// A member of the body is missing or not valid.
  case badField(String)
  case badSyncMessage
  case referenceTaken
  /// The plan was erased for good. Told only to those who know its random name.
  case planErased
  /// The plan follows a rule pack this server does not have.
  case templateMissing
  /// The plan's phase has no such act.
  case wrongPhase(Phase)
  /// There is no such frozen version, or nothing of it is for this person.
  case noSuchVersion
  /// The report was signed already.
  case alreadySigned
  /// The signature is not that of the report as the server has it.
  case badSignature
  /// Nothing can be stored just now.
  case unavailable
  /// For an administrator: what the store said.
  case storeFailed(String)

  var status: HTTPStatus {
    switch self {
    case .badCode, .notPermitted, .badSignature: .forbidden
    case .tooMany: .tooManyRequests
    case .signInNeeded, .sessionExpired: .unauthorized
    case .noSuchPlan, .noSuchAddress, .noSuchDevice, .noSuchFeed, .noSuchAccount, .noSuchVersion:
      .notFound
    case .wrongMethod: .methodNotAllowed
    case .notJSON, .badField, .badSyncMessage: .badRequest
    case .referenceTaken, .wrongPhase, .alreadySigned: .conflict
    case .planErased: .gone
    case .templateMissing, .unavailable, .storeFailed: .serviceUnavailable
    }
  }

  var code: String {
    switch self {
    case .badCode: "bad-code"
    case .tooMany: "too-many"
    case .signInNeeded: "sign-in"
    case .sessionExpired: "expired"
    case .noSuchPlan: "no-plan"
    case .noSuchAddress: "no-address"
    case .wrongMethod: "wrong-method"
    case .noSuchDevice: "no-device"
    case .noSuchFeed: "no-feed"
    case .noSuchAccount: "no-account"
    case .notPermitted: "not-permitted"
    case .notJSON: "not-json"
    case .badField: "bad-field"
    case .badSyncMessage: "bad-sync"
    case .referenceTaken: "reference-taken"
    case .planErased: "plan-erased"
    case .templateMissing: "template-missing"
    case .wrongPhase: "wrong-phase"
    case .noSuchVersion: "no-version"
    case .alreadySigned: "already-signed"
    case .badSignature: "bad-signature"
    case .unavailable: "unavailable"
    case .storeFailed("corrupt"), .storeFailed("damaged"): "database-damaged"
    case .storeFailed: "store-failed"
    }
  }

  var message: String {
    switch self {
    case .badCode:
      "This code does not sign in: it may be mistyped, used already or expired; ask for a new one."
    case .tooMany(let seconds):
      "Too many requests; try again in \(seconds) second\(seconds == 1 ? "" : "s")."
    case .signInNeeded: "Sign in first: this device is not known here, or was signed out."
    case .sessionExpired: "This device was signed in long ago; sign in again with a new code."
    case .noSuchPlan: "There is no such plan, or you take no part in it."
    case .noSuchAddress: "There is nothing at this address."
    case .wrongMethod(let allowed):
      "This address takes \(allowed.joined(separator: ", ")) only."
    case .noSuchDevice: "None of your devices has this name."
    case .noSuchFeed: "You have no such feed."
    case .noSuchAccount: "There is no such account."
    case .notPermitted: "Your role does not allow this; ask the plan's caseworker."
    case .notJSON: "The body is not a JSON object."
    case .badField("pack"):
      "This server has no such rule pack; choose another, or have its administrator add it."
    case .badField(let name): "“\(name)” is missing or not valid; correct it and send again."
    case .badSyncMessage: "The body is no synchronisation message this server reads."
    case .referenceTaken: "Another plan has this reference; choose another."
    case .planErased: "This plan was erased for good; remove your copy."
    case .templateMissing:
      "This server lacks the rule pack of the plan; its administrator must install it."
    case .wrongPhase(let phase): Self.message(phase)
    case .noSuchVersion: "There is no such version, or nothing of it is shared with you."
    case .alreadySigned: "This report is signed; nobody changes or signs it again."
    case .badSignature:
      "The report here is not what was signed there; synchronise, and sign again."
    case .unavailable: "Nothing can be stored just now; your work is safe on your device."
    case .storeFailed(let reason): "The database refused: \(reason)."
    }
  }

  private static func message(_ phase: Phase) -> String {
    switch phase {
    case .gather: "No draft is with the family: serve one first."
    case .servedDraft: "A draft is with the family: issue it, or take it back."
    case .final: "The plan is issued; open an amendment first."
    case .amend: "An amendment is being written: serve it first."
    }
  }

  var response: HTTPResponse {
    var response = HTTPResponse(
      status: status, json: ["error": .string(code), "message": .string(message)])
    switch self {
    case .tooMany(let seconds): response.headers["Retry-After"] = "\(seconds)"
    case .unavailable: response.headers["Retry-After"] = "10"
    case .wrongMethod(let allowed): response.headers["Allow"] = allowed.joined(separator: ", ")
    case .signInNeeded, .sessionExpired: response.headers["WWW-Authenticate"] = "Bearer"
    default: break
    }
    return response
  }
}

extension HTTPResponse {
  init(status: HTTPStatus = .ok, json: JSONValue) {
    self.init(
      status: status, headers: ["Content-Type": "application/json"],
      body: .bytes(Array((json.text() + "\n").utf8)))
  }
}

package import Plan

/// What the server says stands against an official act, in its own words.
package struct RemoteObstacle: Hashable, Sendable {
  /// As in `E07`, `review`, `not-seen`.
  package var code: String
  /// Whether the act cannot be performed before it is out of the way.
  package var blocks: Bool
  /// Whether the law's check found it; otherwise a person has to decide or do something.
  package var isCheck: Bool
  /// As a person types it; nil for the whole plan.
  package var place: String?
  package var sentence: String
  package var remedy: String

  package init(_ obstacle: ActObstacle) { self.init(obstacle.json) }

  init(_ value: JSONValue) {
    code = value["code"]?.string ?? ""
    // One that is not understood is not passed over.
    blocks = value["blocks"] != .bool(false)
    isCheck = value["check"] == .bool(true)
    place = value["place"]?.string
    sentence = value["sentence"]?.string ?? ""
    remedy = value["remedy"]?.string ?? ""
  }
}

/// What came of an official act.
package struct ActOutcome: Hashable, Sendable {
  /// The act, once it is performed.
  package var act: OfficialAct?
  package var obstacles: [RemoteObstacle]

  init(act: OfficialAct? = nil, obstacles: [RemoteObstacle]) {
    self.act = act
    self.obstacles = obstacles
  }

  package var isBlocked: Bool { obstacles.contains(where: \.blocks) }
}

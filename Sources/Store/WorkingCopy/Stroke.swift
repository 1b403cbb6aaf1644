package import CRDT

/// What a person did on this device at a stroke.
package struct Stroke: Hashable, Sendable {
  /// Greater for later strokes.
  package let id: Int64
  /// The stroke it takes back, if it is an undoing, or the undoing of one.
  package let reverses: Int64?
  /// Its events, by part, in the order they were made.
  package internal(set) var stretches: [PartAddress: [EventStretch]] = [:]
}

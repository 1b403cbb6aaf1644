/// What a provision must say so that one could tell from its text alone whether it was delivered
/// (SEND Code of Practice 2015, 9.69: "detailed and specific… normally quantified").
package enum SpecificationElement: String, Hashable, Sendable, CaseIterable, Comparable {
  /// A named activity, programme, therapy or item.
  case what
  /// A role, with training where the task needs it; "staff" and "an adult" are nobody.
  case who
  /// 1:1, a pair, the size of a group.
  case ratio
  /// A number a period, every lesson, a fixed trigger.
  case frequency
  /// The length of a session, total hours, or a stated extent of time.
  case duration
  /// A promise: not may, should, ideally, recommended, subject to staffing.
  case commitment

  package static func < (left: SpecificationElement, right: SpecificationElement) -> Bool {
    left.order < right.order
  }

  private var order: Int { Self.allCases.firstIndex(of: self) ?? 0 }
}

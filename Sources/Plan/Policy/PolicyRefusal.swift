/// Why an operation may not enter a part. The programs turn it into a sentence, and keep the words.
package enum PolicyRefusal: Error, Hashable, Sendable {
  /// The person has no role in this plan, or one that its template does not know.
  case notAMember
  /// The part is not this person's to see, or there is no such part: never said which, for that
  /// too would tell.
  case mayNotRead
  /// The person's role allows this much in the part and no more, in any phase.
  case mayOnly(Right)
  /// In another phase it would be allowed.
  case phaseForbids(Phase)
  /// The report is signed: evidence, which nobody changes.
  case signed
}

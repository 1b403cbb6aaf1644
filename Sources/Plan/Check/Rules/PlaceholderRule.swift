/// E17: nothing is left of the form: no "[INSERT…]", "XXX", "TBC", "he/she".
struct PlaceholderRule: CheckRule {
  let id = "E17"
  let title = "No placeholders"
  let regulation = "SEND Regulations 2014, reg 12(1); SEND Code of Practice 2015, 9.61"

  func findings(in plan: CheckSubject) -> [Finding] {
    plan.texts.flatMap { text in
      PlaceholderReader.hits(
        in: text.text, isOwnVoice: text.place.part == Sections.views, words: plan.words
      ).map {
        finding(.error, text.place, text.text.scalars(of: $0.run), .placeholder($0.kind))
      }
    }
  }
}

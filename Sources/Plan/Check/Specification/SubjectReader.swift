/// Finds what is provided: any word that names something, once the child's name, the roles, the
/// amounts and the words that fit every provision ("support", "sessions", "needs") are set aside.
enum SubjectReader {
  /// The first word that names an activity, programme, therapy or item.
  /// - Parameters:
  ///   - names: the child's names, folded.
  ///   - taken: words already read as somebody, a size, a time.
  ///   - told: sentences of history, which provide nothing.
  ///   - placeholders: words that stand for something still to be written.
  static func read(
    _ text: ScannedText, names: TermSet, taken: Set<Int>, told: Set<Int>,
    placeholders: TermSet
  ) -> ElementHit? {
    for index in text.words.indices {
      let word = text.words[index]
      guard word.kind == .word, word.term != "'s", !taken.contains(index),
        !told.contains(word.sentence), !names.contains(word.term), !generic.contains(word.term),
        !TimeUnits.lengths.contains(word.term), !TimeUnits.periods.contains(word.term),
        !TimeUnits.weekdays.contains(word.term), !TimeUnits.pluralWeekdays.contains(word.term),
        !QuantityContext.months.contains(word.term), !TimeUnits.adverbs.contains(word.term),
        !TimeUnits.counts.contains(word.term), !placeholders.contains(word.term),
        Quantity.read(text, at: index) == nil, !isInBrackets(index, text)
      else { continue }
      return ElementHit(.what, index..<index + 1)
    }
    return nil
  }

  /// "[INSERT provision here]" names nothing.
  private static func isInBrackets(_ index: Int, _ text: ScannedText) -> Bool {
    var back = index
    while text.inSameSentence(back, index), index - back < 12 {
      if text.words[back].isMark("]") { return false }
      if text.words[back].isMark("[") { return true }
      back -= 1
    }
    return false
  }

  /// Words that fit every provision and so name none.
  private static let generic: TermSet = TermSet(
    words:
      """
      a an the and or but of in on at to for from with without by as is are be been being was were
      has have had do does did will would shall should must may might can could not no nor than then
      that this these those which who whom whose what when where while if whether so such it its he
      she they him her them his hers their theirs himself herself themselves we us our you your i me
      my there here all any both each every either neither some more most much many few less least
      other others another own same very too also only just about around approximately over under
      through throughout during before after between within until till since into onto upon up down
      off out per via etc e.g i.e x am pm
      support supports supported supporting help helps helped helping assistance assist assisted aid
      input intervention interventions provision provisions provide provides provided providing
      session sessions time times work works working programme programmes strategy approach
      approaches activity activities resource resources access accessing accessed opportunity
      opportunities use used using receive receives received receiving get gets given give gives
      giving make makes made take takes offer offered deliver delivered delivers delivering arrange
      arranged arranges need needs needed require requires required requirement benefit benefits
      ensure ensures meet meets met meeting put place led lead leads leading run runs running carry
      carried carries out block blocks package element amount level levels high higher low good best
      quality appropriate appropriately suitable suitably relevant regular regularly frequent
      frequently ongoing periodic periodically additional extra further continued continuing continue
      continues small large group groups individual individually pair pairs paired one class whole
      possible necessary available agreed agree recommended recommend considered consideration
      helpful ideally initially thereafter reducing reduced gradually gains confidence confident
      independence independent independently progress learning learn learns development develop
      developing potential achieve engagement engage wellbeing success difficulties difficulty
      outcomes outcome targets target goals goal term terms week weeks day days year years month
      months school schools setting college staff adult adults person people professional
      professionals specialist trained training experienced qualified key familiar child pupil young
      student teacher teachers assistant curriculum meaningful effective consistent consistently
      hour hours minute minutes long length duration total minimum maximum least approximately
      funding top band cost costing pounds money subject staffing advised set
      service services team number full fulltime daily weekly direct directly area areas
      insert name order able well possible including include includes
      """)
}

/// W22: hours rather than money or a band, and totals that add up.
struct TotalsRule: CheckRule {
  let id = "W22"
  let title = "Hours, not money; totals add up"
  let regulation = "SEND Code of Practice 2015, 9.69"

  func findings(in plan: CheckSubject) -> [Finding] {
    plan.provisions.flatMap { provision in
      provision.sources.flatMap { source -> [Finding] in
        var findings: [Finding] = []
        if !provision.reading.present.contains(.duration), let run = money(in: source.text) {
          findings.append(
            finding(.warning, source.place, source.text.scalars(of: run), .moneyNotHours))
        }
        for clash in TotalReader.clashes(in: source.text) {
          findings.append(
            finding(
              .warning, source.place, source.text.scalars(of: clash.run),
              .totalDisagrees(stated: clash.stated, rows: clash.rows)))
        }
        return findings
      }
    }
  }

  private func money(in text: ScannedText) -> Range<Int>? {
    for index in text.words.indices {
      if text.term(index) == "£", text.word(index + 1)?.kind == .number { return index..<index + 2 }
      if text.term(index) == "band", text.term(index - 1) != "wrist", isBandName(index + 1, text) {
        return index..<index + 2
      }
    }
    return nil
  }

  /// "Band 3", "band C"; not a rock band.
  private func isBandName(_ index: Int, _ text: ScannedText) -> Bool {
    guard let word = text.word(index) else { return false }
    return word.kind == .number || (word.isCapitalised && word.term.length == 1)
  }
}

extension HTMLStyle {
  /// What an authority's look adds. Its colours are for white ground and stay out of the dark scheme, where
  /// nobody has tried them.
  static func look(_ document: ExportDocument) -> String {
    var sheet = """
      .letterhead { display: flex; flex-wrap: wrap; gap: 1rem 2rem; align-items: flex-start;
        justify-content: space-between; margin-bottom: 1.5rem; }
      .letterhead img { width: auto; max-width: 100%; height: auto; max-height: 5rem;
        background: #ffffff; }
      .letterhead address { font-style: normal; font-size: 1rem; line-height: 1.4; }
      .letter { margin: 1.25rem 0 2rem; }
      @media print {
        .letterhead { display: block; margin-bottom: 8mm; }
        .letterhead img { max-height: 20mm; max-width: 80mm; float: right; }
        .letterhead::after { content: ""; display: block; clear: both; } }

      """
    var rules = ""
    if let accent = document.accent {
      rules += " h1, h2 { color: \(accent); }"
      rules += " header, section { border-color: \(accent); }"
      rules += " .record { border-left-color: \(accent); }"
    }
    let link = document.linkColour.map { " a:not(:focus-visible) { color: \($0); }" } ?? ""
    if !rules.isEmpty || !link.isEmpty {
      sheet += "@media screen and (prefers-color-scheme: light) {\(rules)\(link) }\n"
    }
    if !rules.isEmpty { sheet += "@media print {\(rules) }\n" }
    return sheet
  }
}

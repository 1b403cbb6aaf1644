/// The look of the Word file, as named styles: an authority changes a style once and the document
/// follows.
///
/// Arial, because it is on every machine that has Word; 11 points, 16 in large print; dark enough
/// for a contrast of 7 to 1 and more.
enum DOCXStyles {
  private static let quiet = "484F54"
  private static let mark = "8F3806"

  /// The line above and below a table, and above each of its rows.
  static let tableLine = "w:val=\"single\" w:sz=\"4\" w:space=\"0\" w:color=\"B1B4B6\""

  static func sheet(for document: ExportDocument) -> String {
    let scale = document.isLargePrint ? 16 : 11
    /// In half points, of a size given for 11.
    func size(_ points: Int) -> Int { points * 2 * scale / 11 }
    func font(_ points: Int, _ more: String = "") -> String {
      // Kept in the order the schema asks for: bold and italic before colour before size.
      more + "<w:sz w:val=\"\(size(points))\"/><w:szCs w:val=\"\(size(points))\"/>"
    }
    let bold = "<w:b/><w:bCs/>"
    let quietColour = "<w:color w:val=\"\(quiet)\"/>"
    let markColour = "<w:color w:val=\"\(mark)\"/>"
    var sheet =
      "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
      + "<w:styles xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">"
      + "<w:docDefaults><w:rPrDefault><w:rPr>"
      + "<w:rFonts w:ascii=\"Arial\" w:hAnsi=\"Arial\" w:eastAsia=\"Arial\" w:cs=\"Arial\"/>"
      + "<w:color w:val=\"0B0C0C\"/>" + font(11)
      + "<w:lang w:val=\"\(document.language)\" w:eastAsia=\"en-GB\" w:bidi=\"ar-SA\"/>"
      + "</w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>"
      + "<w:spacing w:after=\"120\" w:line=\"288\" w:lineRule=\"auto\"/>"
      + "</w:pPr></w:pPrDefault></w:docDefaults>"
      + "<w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\">"
      + "<w:name w:val=\"Normal\"/><w:qFormat/></w:style>"
      + "<w:style w:type=\"character\" w:default=\"1\" w:styleId=\"DefaultParagraphFont\">"
      + "<w:name w:val=\"Default Paragraph Font\"/></w:style>"
      + "<w:style w:type=\"table\" w:default=\"1\" w:styleId=\"TableNormal\">"
      + "<w:name w:val=\"Normal Table\"/><w:tblPr><w:tblInd w:w=\"0\" w:type=\"dxa\"/>"
      + "<w:tblCellMar><w:top w:w=\"0\" w:type=\"dxa\"/><w:left w:w=\"108\" w:type=\"dxa\"/>"
      + "<w:bottom w:w=\"0\" w:type=\"dxa\"/><w:right w:w=\"108\" w:type=\"dxa\"/></w:tblCellMar>"
      + "</w:tblPr></w:style>"
    func style(_ id: String, _ name: String, _ paragraph: String, _ run: String = "") {
      sheet += "<w:style w:type=\"paragraph\" w:styleId=\"\(id)\"><w:name w:val=\"\(name)\"/>"
      sheet += "<w:basedOn w:val=\"Normal\"/>"
      if id.hasPrefix("Heading") { sheet += "<w:next w:val=\"Normal\"/>" }
      sheet += "<w:qFormat/>"
      if !paragraph.isEmpty { sheet += "<w:pPr>\(paragraph)</w:pPr>" }
      if !run.isEmpty { sheet += "<w:rPr>\(run)</w:rPr>" }
      sheet += "</w:style>"
    }
    func spacing(_ before: Int, _ after: Int) -> String {
      "<w:spacing w:before=\"\(before)\" w:after=\"\(after)\"/>"
    }
    func border(_ sides: [(String, Int, String)]) -> String {
      "<w:pBdr>"
        + sides.map {
          "<w:\($0.0) w:val=\"single\" w:sz=\"\($0.1)\" w:space=\"6\" w:color=\"\($0.2)\"/>"
        }.joined() + "</w:pBdr>"
    }
    style(
      "Status", "Plan Status", spacing(document.letterhead == nil ? 0 : 240, 240),
      bold + markColour + font(12))
    let accent = document.accent.map { "<w:color w:val=\"\($0.hexadecimal)\"/>" } ?? ""
    let rule = document.accent?.hexadecimal ?? "0B0C0C"
    style("Title", "Title", "<w:keepNext/>" + spacing(0, 60), bold + accent + font(26))
    style("Subtitle", "Subtitle", spacing(0, 200), font(16))
    style(
      "Heading1", "heading 1",
      "<w:keepNext/><w:keepLines/>" + border([("top", 12, rule)]) + spacing(480, 80)
        + "<w:outlineLvl w:val=\"0\"/>", bold + accent + font(18))
    let sizes = [14, 12, 11, 11, 11]
    for level in 2...6 {
      style(
        "Heading\(level)", "heading \(level)",
        "<w:keepNext/><w:keepLines/>" + spacing(320, 80) + "<w:outlineLvl w:val=\"\(level - 1)\"/>",
        bold + font(sizes[level - 2]))
    }
    style(
      "ContentsHeading", "Contents Heading", "<w:keepNext/>" + spacing(320, 80), bold + font(14))
    style("ContentsEntry", "Contents Entry", spacing(0, 40))
    style("Basis", "Legal Basis", "<w:keepNext/>" + spacing(0, 160), quietColour + font(10))
    style("ShortField", "Short Field", spacing(0, 60))
    style(
      "FieldHeading", "Field Heading", "<w:keepNext/>" + spacing(160, 40), bold + quietColour)
    style(
      "ListBullet", "List Bullet",
      "<w:numPr><w:numId w:val=\"1\"/></w:numPr>" + spacing(0, 60))
    let shade = "<w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"FEF4EA\"/>"
    let edge = border([("left", 36, mark)])
    let inset = "<w:ind w:left=\"227\"/>"
    style(
      "NoticeTitle", "Notice Title", "<w:keepNext/>" + edge + shade + spacing(160, 40) + inset,
      bold + markColour)
    style("Notice", "Notice", edge + shade + spacing(0, 60) + inset)
    style(
      "NoticeItem", "Notice Item",
      "<w:numPr><w:numId w:val=\"1\"/></w:numPr>" + edge + shade + spacing(0, 60)
        + "<w:ind w:left=\"567\" w:hanging=\"340\"/>")
    style("CommentHead", "Comment Head", "<w:keepNext/>" + spacing(200, 40))
    style("Comment", "Comment Body", "<w:ind w:left=\"284\"/>")
    style("ReplyHead", "Reply Head", "<w:keepNext/>" + spacing(80, 40) + "<w:ind w:left=\"567\"/>")
    style("Reply", "Reply Body", "<w:ind w:left=\"851\"/>")
    style("Quote", "Quote", "<w:ind w:left=\"567\" w:right=\"567\"/>", "<w:i/><w:iCs/>")
    style("TableCaption", "Table Caption", "<w:keepNext/>" + spacing(240, 80), bold + font(12))
    style("TableHeading", "Table Heading", spacing(40, 40), bold + font(10))
    style("TableText", "Table Text", spacing(40, 40), font(10))
    style("TableEnd", "Table End", spacing(0, 0), font(4))
    style(
      "Header", "header",
      "<w:tabs><w:tab w:val=\"right\" w:pos=\"9638\"/></w:tabs>" + spacing(0, 0),
      quietColour + font(9))
    style(
      "Footer", "footer",
      "<w:tabs><w:tab w:val=\"right\" w:pos=\"9638\"/></w:tabs>" + spacing(0, 0),
      quietColour + font(9))
    style("FootnoteText", "footnote text", spacing(0, 40), font(9))
    if document.letterhead != nil {
      style("LetterheadName", "Letterhead Name", spacing(0, 20), bold + font(12))
      style("Letterhead", "Letterhead", spacing(0, 20), quietColour + font(10))
      style("Letter", "Letter", spacing(60, 120))
    }
    func character(_ id: String, _ name: String, _ run: String) {
      sheet += "<w:style w:type=\"character\" w:styleId=\"\(id)\"><w:name w:val=\"\(name)\"/>"
      sheet += "<w:basedOn w:val=\"DefaultParagraphFont\"/><w:rPr>\(run)</w:rPr></w:style>"
    }
    character("FieldName", "Field Name", bold + quietColour)
    character("Absent", "Absent", "<w:i/><w:iCs/>" + quietColour)
    let link = document.linkColour?.hexadecimal ?? "0F5089"
    character("Hyperlink", "Hyperlink", "<w:color w:val=\"\(link)\"/><w:u w:val=\"single\"/>")
    character("FootnoteReference", "footnote reference", "<w:vertAlign w:val=\"superscript\"/>")
    sheet +=
      "<w:style w:type=\"table\" w:styleId=\"PlanTable\"><w:name w:val=\"Plan Table\"/>"
      + "<w:basedOn w:val=\"TableNormal\"/><w:tblPr><w:tblBorders>"
      + "<w:top \(tableLine)/><w:bottom \(tableLine)/></w:tblBorders></w:tblPr></w:style>"
    return sheet + "</w:styles>"
  }

  static let numbering =
    "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
    + "<w:numbering xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">"
    + "<w:abstractNum w:abstractNumId=\"0\"><w:multiLevelType w:val=\"hybridMultilevel\"/>"
    + "<w:lvl w:ilvl=\"0\"><w:start w:val=\"1\"/><w:numFmt w:val=\"bullet\"/>"
    + "<w:lvlText w:val=\"•\"/><w:lvlJc w:val=\"left\"/>"
    + "<w:pPr><w:ind w:left=\"567\" w:hanging=\"283\"/></w:pPr></w:lvl></w:abstractNum>"
    + "<w:num w:numId=\"1\"><w:abstractNumId w:val=\"0\"/></w:num></w:numbering>"
}

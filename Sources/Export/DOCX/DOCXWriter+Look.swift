extension DOCXWriter {
  /// The authority's logo, name and contact, before anything else.
  mutating func letterhead() {
    guard let head = document.letterhead, !head.isEmpty else { return }
    if let logo = head.logo {
      body += "<w:p><w:pPr><w:pStyle w:val=\"Letterhead\"/></w:pPr><w:r>"
      body += Self.drawing(of: logo) + "</w:r></w:p>"
    }
    if !head.name.isEmpty { paragraph("LetterheadName", [.words(head.name)]) }
    for words in head.contact { paragraph("Letterhead", [.words(words)]) }
  }

  /// At most two centimetres high and eight wide. Lengths are in English Metric Units, 360,000 to the
  /// centimetre (ISO/IEC 29500-1, 20.1.2.1).
  private static func drawing(of logo: Look.Logo) -> String {
    let picture = logo.picture
    let scale = min(720_000 / Double(picture.height), 2_880_000 / Double(picture.width))
    let width = max(1, Int(Double(picture.width) * scale))
    let height = max(1, Int(Double(picture.height) * scale))
    let drawingML = "http://schemas.openxmlformats.org/drawingml/2006"
    let words = DOCXText.escaped(VisibleText(logo.description).description)
    let size = "cx=\"\(width)\" cy=\"\(height)\""
    return "<w:drawing><wp:inline distT=\"0\" distB=\"0\" distL=\"0\" distR=\"0\""
      + " xmlns:wp=\"\(drawingML)/wordprocessingDrawing\"><wp:extent \(size)/>"
      + "<wp:docPr id=\"1\" name=\"Logo\" descr=\"\(words)\"/>"
      + "<a:graphic xmlns:a=\"\(drawingML)/main\"><a:graphicData uri=\"\(drawingML)/picture\">"
      + "<pic:pic xmlns:pic=\"\(drawingML)/picture\"><pic:nvPicPr>"
      + "<pic:cNvPr id=\"1\" name=\"Logo\" descr=\"\(words)\"/><pic:cNvPicPr/></pic:nvPicPr>"
      + "<pic:blipFill><a:blip r:embed=\"rId7\""
      + " xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"/>"
      + "<a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm>"
      + "<a:off x=\"0\" y=\"0\"/><a:ext \(size)/></a:xfrm>"
      + "<a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom></pic:spPr></pic:pic>"
      + "</a:graphicData></a:graphic></wp:inline></w:drawing>"
  }
}

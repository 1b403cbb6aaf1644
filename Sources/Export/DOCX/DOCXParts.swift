/// The parts of a Word file beside its text and its styles.
struct DOCXParts {
  let document: ExportDocument

  private static let declaration = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n"
  private static let wordNamespaces =
    "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\""
    + " xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\""
  private static let types = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

  var contentTypes: String {
    let word = "application/vnd.openxmlformats-officedocument.wordprocessingml"
    let overrides = [
      ("word/document.xml", "\(word).document.main+xml"), ("word/styles.xml", "\(word).styles+xml"),
      ("word/numbering.xml", "\(word).numbering+xml"),
      ("word/settings.xml", "\(word).settings+xml"),
      ("word/header1.xml", "\(word).header+xml"), ("word/footer1.xml", "\(word).footer+xml"),
      ("word/footnotes.xml", "\(word).footnotes+xml"),
      ("docProps/core.xml", "application/vnd.openxmlformats-package.core-properties+xml"),
    ]
    return Self.declaration
      + "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
      + "<Default Extension=\"rels\""
      + " ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
      + "<Default Extension=\"xml\" ContentType=\"application/xml\"/>"
      + (picture.map {
        "<Default Extension=\"\($0.kind.rawValue)\" ContentType=\"\($0.mediaType)\"/>"
      } ?? "")
      + overrides.map { "<Override PartName=\"/\($0.0)\" ContentType=\"\($0.1)\"/>" }.joined()
      + "</Types>"
  }

  static let packageRelations = relations([
    ("\(types)/officeDocument", "word/document.xml"),
    (
      "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties",
      "docProps/core.xml"
    ),
  ])

  /// The sixth is the footer, and the seventh the logo.
  var documentRelations: String {
    let types = Self.types
    return Self.relations(
      ["styles", "numbering", "settings", "footnotes"].map { ("\(types)/\($0)", "\($0).xml") }
        + [("\(types)/header", "header1.xml"), ("\(types)/footer", "footer1.xml")]
        + (picture.map { [("\(types)/image", Self.path(of: $0))] } ?? []))
  }

  private var picture: Picture? { document.letterhead?.logo?.picture }

  static func path(of picture: Picture) -> String { "media/logo.\(picture.kind.rawValue)" }

  private static func relations(_ targets: [(type: String, target: String)]) -> String {
    declaration
      + "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
      + targets.enumerated().map { index, relation in
        "<Relationship Id=\"rId\(index + 1)\" Type=\"\(relation.type)\""
          + " Target=\"\(relation.target)\"/>"
      }.joined() + "</Relationships>"
  }

  /// Title and language only: who pressed the button, and when, is nobody's business who is sent it.
  var properties: String {
    Self.declaration
      + "<cp:coreProperties xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/"
      + "core-properties\" xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:title>"
      + DOCXText.escaped(title) + "</dc:title><dc:language>\(document.language)</dc:language>"
      + "</cp:coreProperties>"
  }

  private var title: String {
    [document.runningHead.description, document.title.description].filter { !$0.isEmpty }
      .joined(separator: " – ") + (document.isDraft ? " (draft)" : "")
  }

  /// The text between the envelope's halves. A4, two centimetres around.
  func document(_ body: String) -> String {
    Self.declaration + "<w:document \(Self.wordNamespaces)><w:body>" + body
      + "<w:sectPr><w:headerReference w:type=\"default\" r:id=\"rId5\"/>"
      + "<w:footerReference w:type=\"default\" r:id=\"rId6\"/>"
      + "<w:pgSz w:w=\"11906\" w:h=\"16838\"/>"
      + "<w:pgMar w:top=\"1361\" w:right=\"1134\" w:bottom=\"1247\" w:left=\"1134\""
      + " w:header=\"624\" w:footer=\"567\" w:gutter=\"0\"/></w:sectPr></w:body></w:document>"
  }

  var settings: String {
    Self.declaration + "<w:settings \(Self.wordNamespaces)>"
      + "<w:footnotePr><w:footnote w:id=\"-1\"/><w:footnote w:id=\"0\"/></w:footnotePr>"
      + "<w:compat><w:compatSetting w:name=\"compatibilityMode\""
      + " w:uri=\"http://schemas.microsoft.com/office/word\" w:val=\"15\"/></w:compat>"
      + "<w:themeFontLang w:val=\"\(document.language)\"/></w:settings>"
  }

  var header: String {
    Self.declaration
      + "<w:hdr \(Self.wordNamespaces) xmlns:v=\"urn:schemas-microsoft-com:vml\""
      + " xmlns:o=\"urn:schemas-microsoft-com:office:office\"><w:p><w:pPr>"
      + "<w:pStyle w:val=\"Header\"/></w:pPr>" + (document.isDraft ? Self.watermark : "")
      + text(document.runningHead.description) + "<w:r><w:tab/></w:r>"
      + text(document.status.description) + "</w:p></w:hdr>"
  }

  var footer: String {
    Self.declaration
      + "<w:ftr \(Self.wordNamespaces)><w:p><w:pPr><w:pStyle w:val=\"Footer\"/></w:pPr>"
      + text(document.title.description) + "<w:r><w:tab/></w:r>" + text("Page ")
      + Self.field("PAGE")
      + text(" of ") + Self.field("NUMPAGES") + "</w:p></w:ftr>"
  }

  static let footnotesStart =
    declaration + "<w:footnotes \(wordNamespaces)>"
    + "<w:footnote w:type=\"separator\" w:id=\"-1\"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>"
    + "<w:footnote w:type=\"continuationSeparator\" w:id=\"0\"><w:p><w:r>"
    + "<w:continuationSeparator/></w:r></w:p></w:footnote>"

  private func text(_ words: String) -> String {
    words.isEmpty
      ? "" : "<w:r><w:t xml:space=\"preserve\">\(DOCXText.escaped(words))</w:t></w:r>"
  }

  private static func field(_ code: String) -> String {
    "<w:fldSimple w:instr=\" \(code) \"><w:r><w:t>1</w:t></w:r></w:fldSimple>"
  }

  /// Word's own way of a watermark: a drawn word behind the text, kept by the page's head.
  private static let watermark =
    "<w:r><w:rPr><w:noProof/></w:rPr><w:pict>"
    + "<v:shapetype id=\"_x0000_t136\" coordsize=\"21600,21600\" o:spt=\"136\" adj=\"10800\""
    + " path=\"m@7,l@8,m@5,21600l@6,21600e\"><v:formulas><v:f eqn=\"sum #0 0 10800\"/>"
    + "<v:f eqn=\"prod #0 2 1\"/><v:f eqn=\"sum 21600 0 @1\"/><v:f eqn=\"sum 0 0 @2\"/>"
    + "<v:f eqn=\"sum 21600 0 @3\"/><v:f eqn=\"if @0 @3 0\"/><v:f eqn=\"if @0 21600 @1\"/>"
    + "<v:f eqn=\"if @0 0 @2\"/><v:f eqn=\"if @0 @4 21600\"/><v:f eqn=\"mid @5 @6\"/>"
    + "<v:f eqn=\"mid @8 @5\"/><v:f eqn=\"mid @7 @8\"/><v:f eqn=\"mid @6 @7\"/>"
    + "<v:f eqn=\"sum @6 0 @5\"/></v:formulas><v:path textpathok=\"t\" o:connecttype=\"custom\""
    + " o:connectlocs=\"@9,0;@10,10800;@11,21600;@12,10800\" o:connectangles=\"270,180,90,0\"/>"
    + "<v:textpath on=\"t\" fitshape=\"t\"/></v:shapetype>"
    + "<v:shape id=\"DraftWatermark\" type=\"#_x0000_t136\" alt=\"Draft\""
    + " style=\"position:absolute;margin-left:0;margin-top:0;width:460pt;height:150pt;rotation:315;"
    + "z-index:-251658752;mso-position-horizontal:center;"
    + "mso-position-horizontal-relative:margin;mso-position-vertical:center;"
    + "mso-position-vertical-relative:margin\" fillcolor=\"#f0f0f0\" stroked=\"f\">"
    + "<v:textpath style=\"font-family:&quot;Arial&quot;;font-size:1pt\" string=\"DRAFT\"/>"
    + "</v:shape></w:pict></w:r>"
}

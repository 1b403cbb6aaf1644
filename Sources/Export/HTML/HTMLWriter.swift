/// Writes a document as one HTML file for screen and paper.
///
/// Made for WCAG 2.2 AA: one heading of the first level and the others in order, landmarks, a skip
/// link, real tables and lists, nothing told by colour alone, no script. Nothing is fetched, and a
/// content policy forbids a browser to try.
struct HTMLWriter {
  var html = ""

  static func write(_ document: ExportDocument) -> [UInt8] {
    var writer = HTMLWriter()
    writer.page(document)
    return Array(writer.html.utf8)
  }

  private mutating func page(_ document: ExportDocument) {
    head(document)
    let classes = [document.isDraft ? "draft" : "", document.isLargePrint ? "large" : ""]
      .filter { !$0.isEmpty }
    let attribute = classes.isEmpty ? "" : " class=\"\(classes.joined(separator: " "))\""
    html += "<body\(attribute)>\n"
    html += "<a class=\"skip\" href=\"#main\">Skip to the plan</a>\n"
    if document.isDraft { html += HTMLStyle.watermark }
    banner(document)
    html += "<div class=\"layout\">\n"
    contents(document.sections)
    html += "<main id=\"main\" tabindex=\"-1\">\n"
    letter(document.letter)
    for notice in document.notices { self.notice(notice) }
    for section in document.sections { self.section(section) }
    footnotes(document.footnotes)
    html += "</main>\n</div>\n<footer>\n<p>"
    text(document.status)
    if !document.runningHead.isEmpty {
      html += " · "
      isolated(document.runningHead)
    }
    html += "</p>\n</footer>\n</body>\n</html>\n"
  }

  private mutating func head(_ document: ExportDocument) {
    let pictures = document.letterhead?.logo == nil ? "" : "; img-src data:"
    html += """
      <!DOCTYPE html>
      <html lang="\(document.language)">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta http-equiv="Content-Security-Policy" \
      content="default-src 'none'; style-src 'unsafe-inline'\(pictures)">
      <meta name="referrer" content="no-referrer">
      <meta name="robots" content="noindex, nofollow">
      <meta name="color-scheme" content="light dark">
      <title>
      """
    if !document.runningHead.isEmpty {
      text(document.runningHead)
      html += " – "
    }
    text(document.title)
    if document.isDraft { html += " (draft)" }
    html += "</title>\n<style>\n"
    html += HTMLStyle.screen
    html += HTMLStyle.paper(runningHead: document.runningHead, status: document.status)
    if document.letterhead != nil { html += HTMLStyle.look(document) }
    html += "</style>\n</head>\n"
  }

  private mutating func banner(_ document: ExportDocument) {
    html += "<header>\n"
    letterhead(document.letterhead)
    html += "<p class=\"status\"><strong>"
    text(document.status)
    html += "</strong></p>\n<h1>"
    text(document.title)
    html += "</h1>\n"
    if !document.subject.isEmpty {
      html += "<p class=\"subject\">"
      isolated(document.subject)
      html += "</p>\n"
    }
    if !document.summary.isEmpty { fields(document.summary) }
    html += "</header>\n"
  }

  private mutating func letterhead(_ head: Letterhead?) {
    guard let head, !head.isEmpty else { return }
    html += "<div class=\"letterhead\">\n"
    if let logo = head.logo {
      html += "<img src=\"data:\(logo.picture.mediaType);base64,\(logo.picture.base64)\" alt=\""
      text(VisibleText(logo.description))
      html += "\" width=\"\(logo.picture.width)\" height=\"\(logo.picture.height)\">\n"
    }
    html += "<address>"
    for (index, words) in ([head.name] + head.contact).filter({ !$0.isEmpty }).enumerated() {
      if index > 0 { html += "<br>" }
      let isName = index == 0 && !head.name.isEmpty
      html += isName ? "<strong>" : ""
      text(words)
      html += isName ? "</strong>" : ""
    }
    html += "</address>\n</div>\n"
  }

  private mutating func letter(_ paragraphs: [[Inline]]) {
    guard !paragraphs.isEmpty else { return }
    html += "<div class=\"letter\">\n"
    for runs in paragraphs {
      html += "<p>"
      inlines(runs)
      html += "</p>\n"
    }
    html += "</div>\n"
  }

  private mutating func contents(_ sections: [Section]) {
    guard !sections.isEmpty else { return }
    html += "<nav aria-labelledby=\"contents\">\n<h2 id=\"contents\">Contents</h2>\n<ol>\n"
    for section in sections {
      html += "<li><a href=\"#\(section.anchor.name)\">"
      inlines(section.shortHeading)
      html += "</a></li>\n"
    }
    html += "</ol>\n</nav>\n"
  }

  private mutating func section(_ section: Section) {
    let name = section.anchor.name
    html += "<section aria-labelledby=\"\(name)\">\n<h2 id=\"\(name)\">"
    inlines(section.heading)
    html += "</h2>\n"
    if !section.basis.isEmpty {
      html += "<p class=\"basis\">"
      text(section.basis)
      html += "</p>\n"
    }
    blocks(section.blocks)
    html += "<p class=\"back\"><a href=\"#contents\">Back to contents</a></p>\n</section>\n"
  }

  private mutating func footnotes(_ footnotes: [[Inline]]) {
    guard !footnotes.isEmpty else { return }
    html += "<section aria-labelledby=\"footnotes\">\n<h2 id=\"footnotes\">Footnotes</h2>\n<ol>\n"
    for (index, footnote) in footnotes.enumerated() {
      html += "<li id=\"footnote-\(index + 1)\">"
      inlines(footnote)
      html += " <a class=\"back\" href=\"#footnote-mark-\(index + 1)\">Back to the text</a></li>\n"
    }
    html += "</ol>\n</section>\n"
  }
}

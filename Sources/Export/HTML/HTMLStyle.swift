/// The look of the HTML export: plain, with the reader's own fonts, for a phone of 320 pixels, a
/// desk, a dark room, forced colours and A4 paper.
///
/// A narrow screen leaves out overviews, because the records below say the same as cards; nothing is
/// lost when a page is magnified. Every pair of text and ground has a contrast of 7 to 1 or more in both colour schemes.
enum HTMLStyle {
  static let screen = """
    :root { color-scheme: light dark; --ink: #0b0c0c; --quiet: #484f54; --ground: #ffffff;
      --tint: #f3f5f6; --line: #b1b4b6; --link: #0f5089; --mark: #8f3806; --mark-tint: #fef4ea; }
    @media (prefers-color-scheme: dark) {
      :root { --ink: #f1f3f4; --quiet: #c3c9cd; --ground: #14171a; --tint: #1f2428;
        --line: #5c656c; --link: #9cc9f5; --mark: #f5a05c; --mark-tint: #2e2116; } }
    * { box-sizing: border-box; }
    html { font: 1.125rem/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", Arial,
      sans-serif; background: var(--ground); color: var(--ink); -webkit-text-size-adjust: 100%;
      text-size-adjust: 100%; }
    body { margin: 0 auto; max-width: 76rem; padding: 0 1rem 3rem; overflow-wrap: anywhere; }
    h1, h2, h3, h4 { line-height: 1.2; margin: 0; text-wrap: balance; }
    h1 { font-size: clamp(1.75rem, 1.3rem + 2vw, 2.5rem); letter-spacing: -0.01em; }
    h2 { font-size: clamp(1.375rem, 1.2rem + 0.8vw, 1.75rem); }
    h3 { font-size: 1.1875rem; margin-top: 2rem; }
    h4 { font-size: 1.0625rem; margin-top: 1.5rem; }
    p, ul, ol, dl, blockquote { margin: 0.5rem 0 0; }
    p, li, blockquote, .notice { max-width: 68ch; }
    ul, ol { padding-left: 1.25rem; }
    a { color: var(--link); text-underline-offset: 0.15em; text-decoration-thickness: 1px; }
    a:hover { text-decoration-thickness: 3px; }
    a:focus-visible { background: #ffdd00; color: #0b0c0c; outline: 3px solid #0b0c0c;
      outline-offset: 0; text-decoration: none; }
    :target { scroll-margin-top: 1rem; }
    h2:target, h3:target, h4:target, li:target { box-shadow: inset 0 -4px #ffbf00; }
    main:focus { outline: none; }
    .skip { position: absolute; left: -99rem; padding: 0.75rem 1rem; }
    .skip:focus { position: static; display: block; }
    header { padding: 1.5rem 0; border-bottom: 4px solid var(--ink); }
    .status { margin: 0 0 1rem; }
    .status strong { display: inline-block; padding: 0.125rem 0.625rem;
      border: 2px solid currentColor; }
    .draft .status strong { color: var(--mark); background: var(--mark-tint); }
    .subject { font-size: 1.375rem; }
    nav { padding: 1.25rem 0 0; }
    nav h2 { font-size: 1.1875rem; }
    nav ol { list-style: none; padding: 0; }
    nav li { border-bottom: 1px solid var(--line); }
    nav a { display: block; padding: 0.5rem 0; line-height: 1.3; text-decoration: none; }
    nav a:hover { text-decoration: underline; }
    section { margin-top: 3rem; padding-top: 1rem; border-top: 2px solid var(--ink); }
    .basis { margin-top: 0.25rem; color: var(--quiet); font-size: 1rem; }
    dl { display: grid; grid-template-columns: repeat(auto-fill, minmax(min(100%, 13rem), 1fr));
      gap: 0.875rem 1.5rem; margin-top: 1rem; }
    .long, .alone { grid-column: 1 / -1; }
    .references { grid-column: 1 / -1; display: grid; gap: 0 1.5rem;
      grid-template-columns: minmax(0, 13rem) minmax(0, 1fr); }
    .references dd > ul { margin: 0; padding: 0; list-style: none; }
    dd p + p { margin-top: 0.375rem; }
    dt { color: var(--quiet); font-size: 1rem; font-weight: 600; line-height: 1.35; }
    dd { margin: 0; }
    dd > :first-child { margin-top: 0.125rem; }
    .record { margin-top: 1.5rem; padding: 1rem 1.25rem 1.25rem; border: 1px solid var(--line);
      border-left: 5px solid var(--ink); }
    .record > h3, .record > h4 { margin-top: 0; }
    .record dl { margin-top: 0.75rem; }
    .absent { color: var(--quiet); font-style: italic; }
    .notice { margin-top: 1rem; padding: 0.625rem 1rem 0.75rem; background: var(--mark-tint);
      border: 1px solid var(--mark); border-left-width: 8px; }
    .notice p { margin-top: 0.25rem; }
    .notice strong { color: var(--mark); }
    .comments { list-style: none; padding: 0; }
    .comments > li { margin-top: 1rem; padding: 0.75rem 1rem; background: var(--tint);
      border-left: 5px solid var(--line); }
    .comments .comments > li { padding: 0 0 0 1rem; }
    .comments p:first-child { margin-top: 0; }
    .resolved { display: inline-block; padding: 0 0.5rem; border: 1px solid currentColor;
      font-size: 1rem; }
    blockquote { padding-left: 0.875rem; border-left: 3px solid var(--line);
      font-style: italic; }
    .marked { text-decoration-thickness: 0.08em; }
    .heard { position: absolute; width: 1px; height: 1px; overflow: hidden; white-space: nowrap;
      clip-path: inset(50%); }
    .watermark { display: none; }
    .large { font-size: 1.35rem; line-height: 1.7; }
    .large h2 { font-size: 1.3em; }
    .large h3, .large h4, .large nav h2 { font-size: 1.1em; }
    .large dt, .large .absent { font-size: 1em; }
    sup { line-height: 1; padding-left: 0.15em; }
    sup a { padding: 0 0.15em; font-size: 0.8125rem; font-weight: 600; }
    table { width: 100%; margin-top: 1.5rem; border-collapse: collapse; table-layout: fixed; }
    thead th:first-child, thead th:nth-child(2) { width: 26%; }
    caption { padding-bottom: 0.5rem; text-align: left; font-size: 1.1875rem; font-weight: 700; }
    th, td { padding: 0.5rem 0.75rem 0.5rem 0; border-bottom: 1px solid var(--line);
      text-align: left; vertical-align: top; line-height: 1.4; }
    thead th { border-bottom: 2px solid var(--ink); }
    tbody th { font-weight: 600; }
    .back { font-size: 1rem; margin-top: 1.5rem; }
    footer { margin-top: 3rem; padding-top: 1rem; border-top: 1px solid var(--line);
      color: var(--quiet); font-size: 1rem; }
    @media (min-width: 62rem) {
      .layout { display: grid; grid-template-columns: 17rem minmax(0, 1fr); gap: 3rem; }
      nav { position: sticky; top: 0; align-self: start; max-height: 100vh; overflow-y: auto;
        font-size: 1rem; padding-bottom: 1rem; }
      main > :first-child { margin-top: 1.25rem; }
      main > section:first-child { border-top: 0; padding-top: 0; }
    }
    @media screen and (max-width: 45rem) {
      html { font-size: 1.0625rem; }
      table { display: none; }
      .record { padding: 0.875rem 0.875rem 1rem; }
      .record dl { row-gap: 0.625rem; }
      .references { display: block; }
    }
    @media screen and (min-width: 24rem) and (max-width: 45rem) {
      .record .short { display: grid; grid-template-columns: minmax(0, 2fr) minmax(0, 3fr);
        gap: 0.75rem; }
    }
    @media (prefers-contrast: more) { :root { --quiet: var(--ink); --line: var(--ink); } }
    @media (forced-colors: active) { .status strong, .notice { border-width: 3px; } }

    """

  /// A4 with the child's initials and the reference at the head of each page, and with the word
  /// that it is a draft across it where it is one.
  ///
  /// Lengths and colours stand here once more as they are, without variables, for printing programs
  /// that know less of CSS than a browser (WeasyPrint 57).
  static func paper(runningHead: VisibleText, status: VisibleText) -> String {
    """
    @page { size: A4; margin: 22mm 18mm 20mm;
      @top-left { content: \(string(runningHead)); font: 9pt system-ui, Arial, sans-serif; }
      @top-right { content: \(string(status)); font: 9pt system-ui, Arial, sans-serif; }
      @bottom-right { content: "Page " counter(page) " of " counter(pages);
        font: 9pt system-ui, Arial, sans-serif; } }
    @media print {
      :root { color-scheme: light; --ink: #000000; --quiet: #3a3f43; --ground: #ffffff;
        --tint: #ffffff; --line: #8a8f93; --link: #000000; --mark: #000000;
        --mark-tint: #ffffff; }
      html { font-size: 10.5pt; line-height: 1.35; }
      body { max-width: none; padding: 0; orphans: 3; widows: 3; }
      header { padding-top: 0; }
      .skip, .back, footer { display: none; }
      nav li { border-bottom: 0; break-inside: avoid; }
      nav a { padding: 0.1rem 0; }
      a { text-decoration: none; }
      p, li, blockquote, .notice { max-width: none; }
      h1, h2, h3, h4, caption, dt, .basis { break-after: avoid; break-inside: avoid; }
      section { margin-top: 2rem; }
      .record, .notice, .comments > li, tr, .short, .references { break-inside: avoid; }
      .record { margin-top: 0.75rem; padding: 0.5rem 0.75rem 0.75rem; }
      p, ul, ol, blockquote { margin-top: 0.375rem; }
      ul { padding-left: 1rem; }
      ol { padding-left: 0; list-style-position: inside; }
      dl, .record dl { display: block; margin-top: 0.25rem; }
      dl > div { margin-top: 0.375rem; }
      .short { display: inline-block; width: 33%; padding-right: 2mm; vertical-align: top; }
      .alone { display: block; width: auto; }
      .record dl, .references { display: table; width: 100%; padding: 0; }
      .record dl > div { display: table-row; }
      .record dl dt, .record dl dd, .references > dt, .references > dd { display: table-cell;
        padding: 0.15rem 0; vertical-align: top; }
      .record dl dt, .references > dt { width: 41mm; padding-right: 3mm; }
      .heard { position: static; overflow: visible; font-size: 0.01pt; color: #ffffff; }
      .references li { display: inline; }
      .references li:not(:last-child)::after { content: ";"; }
      table { font-size: 9pt; margin-top: 0.75rem; }
      th, td { padding: 0.25rem 0.5rem 0.25rem 0; line-height: 1.3; }
      thead { display: table-header-group; break-after: avoid; }
      tbody tr:first-child { break-before: avoid; }
      .watermark { display: block; position: fixed; top: 45mm; left: 0; width: 174mm;
        height: 174mm; z-index: -1; }
      .status strong { border: 0.5mm solid #000000; }
      .notice { border: 0.2mm solid #3a3f43; border-left: 2mm solid #3a3f43; }
      .record { border: 0.2mm solid #8a8f93; border-left: 1.2mm solid #000000; }
      .comments > li { border-left: 1mm solid #8a8f93; }
      section { border-top: 0.5mm solid #000000; }
      header { border-bottom: 1mm solid #000000; }
      th, td { border-bottom: 0.2mm solid #8a8f93; }
      h1 { font-size: 24pt; }
      h2 { font-size: 16pt; }
      .large { font-size: 16pt; line-height: 1.5; }
      .large h2 { font-size: 1.3em; }
      .large .record dl, .large .record dl dt, .large .record dl dd { display: block; width: auto; }
    }

    """
  }

  /// The word “draft” drawn in lines, so that nothing that reads the page aloud or copies its words
  /// comes upon it.
  static let watermark = """
    <svg class="watermark" aria-hidden="true" focusable="false" viewBox="0 0 600 600">
    <g fill="none" stroke="#000000" stroke-opacity="0.06" stroke-width="20" \
    stroke-linejoin="round">
    <path d="M66 384L141 491L161 477C 191 456 190 421 169 392C 148 362 116 349 87 370L66 384Z"/>
    <path d="M239 422L164 316L193 296C 209 285 231 289 242 305C 254 321 250 344 234 354L206 375M230 357L296 382"/>
    <path d="M323 364L285 231L396 312M310 320L359 285"/>
    <path d="M423 293L349 187L400 150M384 237L425 209"/>
    <path d="M417 139L486 91M451 115L526 221"/>
    </g>
    </svg>

    """

  /// A CSS string. All but ASCII letters, digits and spaces are escaped by number, so that nothing
  /// can end the string or the style element.
  private static func string(_ text: VisibleText) -> String {
    var result = "\""
    for scalar in text.description.unicodeScalars {
      let isPlain = scalar.isASCII && (scalar.properties.isAlphabetic || scalar == " ")
      if isPlain {
        result.unicodeScalars.append(scalar)
      } else {
        result += "\\" + String(scalar.value, radix: 16) + " "
      }
    }
    return result + "\""
  }
}

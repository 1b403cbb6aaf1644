/// The order in which Office Open XML wants the children of an element, of those elements that the
/// exports use (ISO/IEC 29500-1, annex A.1).
enum WordOrder {
  static let children: [String: [String]] = [
    "w:document": "background body",
    "w:tbl": "tblPr tblGrid tr",
    "w:tr": "tblPrEx trPr tc",
    "w:tc": "tcPr p",
    "w:pPr": """
    pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr
    shd tabs suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN
    bidi adjustRightInd snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc
    textDirection textAlignment textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange
    """,
    "w:rPr": """
    rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof
    snapToGrid vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd
    fitText vertAlign rtl cs em lang eastAsianLayout specVanish oMath
    """,
    "w:tblPr": """
    tblStyle tblpPr tblOverlap bidiVisual tblStyleRowBandSize tblStyleColBandSize tblW jc
    tblCellSpacing tblInd tblBorders shd tblLayout tblCellMar tblLook tblCaption tblDescription
    """,
    "w:tcPr": """
    cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign
    hideMark
    """,
    "w:sectPr": """
    headerReference footerReference footnotePr endnotePr type pgSz pgMar paperSrc pgBorders
    lnNumType pgNumType cols formProt vAlign noEndnote titlePg textDirection bidi rtlGutter docGrid
    """,
    "w:style": """
    name aliases basedOn next link autoRedefine hidden uiPriority semiHidden unhideWhenUsed qFormat
    locked personal personalCompose personalReply rsid pPr rPr tblPr trPr tcPr tblStylePr
    """,
    "w:styles": "docDefaults latentStyles style",
    "w:docDefaults": "rPrDefault pPrDefault",
    "w:numbering": "numPicBullet abstractNum num numIdMacAtCleanup",
    "w:abstractNum": "nsid multiLevelType tmpl name styleLink numStyleLink lvl",
    "w:lvl": """
    start numFmt lvlRestart pStyle isLgl suff lvlText lvlPicBulletId legacy lvlJc pPr rPr
    """,
    "w:numPr": "ilvl numId",
    "w:pBdr": "top left bottom right between bar",
    "w:tblBorders": "top left bottom right insideH insideV",
    "w:tcBorders": "top left bottom right insideH insideV tl2br tr2bl",
    "w:tblCellMar": "top left bottom right",
    "w:settings": "footnotePr endnotePr compat docVars rsids themeFontLang clrSchemeMapping",
  ].mapValues { names in
    names.split { $0 == " " || $0 == "\n" }.map { "w:\($0)" }
  }
}

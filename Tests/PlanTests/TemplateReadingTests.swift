import Plan
import Testing

/// A broken pack is refused with its file, line and field. Each test breaks a small sound pack.
@Suite struct TemplateReadingTests {
  private static let sound: [String: String] = [
    "pack.json": """
    {
      "format": 1, "pack": "small", "version": 2, "title": "Small", "language": "en-GB",
      "law": ["An Act"],
      "files": {
        "parts": ["B.json", "advice.json"],
        "roles": "roles.json",
        "presets": ["open.json"],
        "other": ["words.json"]
      }
    }
    """,
    "B.json": """
    {
      "id": "B", "title": "Needs", "shortTitle": "Needs", "basis": "reg 1",
      "fields": [
        {"key": "none", "title": "None", "kind": "flag"}
      ],
      "lists": [
        {
          "key": "needs", "title": "Needs", "singular": "need",
          "fields": [
            {"key": "area", "title": "Area", "kind": "choice", "required": true,
             "options": [{"key": "one", "title": "One"}]},
            {"key": "like", "title": "Like", "kind": "links", "links": ["B.needs"]}
          ]
        }
      ]
    }
    """,
    "advice.json": """
    {"id": "advice", "kind": "advice", "title": "Report", "shortTitle": "Report", "basis": "r"}
    """,
    "roles.json": """
    {"roles": [{"id": "parent", "title": "parent"}, {"id": "ep", "title": "psychologist"}]}
    """,
    "open.json": """
    {
      "id": "open", "title": "Open", "letters": "as usual", "roles": ["ep", "parent"],
      "phases": {
        "gather": {
          "B": ["E", "S"],
          "own advice": ["E", "-"],
          "advice": ["R", "R*"]
        },
        "served-draft": "gather",
        "final": "gather",
        "amend": "gather"
      }
    }
    """,
    "words.json": "not read here",
  ]

  private func read(
    _ file: String = "pack.json", replacing old: String = "", with new: String = ""
  ) throws(TemplateError) -> PlanTemplate {
    var files = Self.sound.mapValues { Array($0.utf8) }
    if !old.isEmpty, let text = Self.sound[file] {
      let pieces = text.split(separator: old, maxSplits: 1, omittingEmptySubsequences: false)
      files[file] = Array(pieces.joined(separator: new).utf8)
    }
    return try PlanTemplate.read(pack: "Small", files: files)
  }

  @Test func `a sound pack becomes a template`() throws {
    let template = try read()
    #expect(template.pack == "small" && template.version == 2)
    let needs = try #require(template.list(LinkTarget(part: PartID("B"), list: "needs")))
    #expect(needs.field("area")?.isRequired == true)
    #expect(needs.field("like")?.targets == [LinkTarget(part: PartID("B"), list: "needs")])
    let rights = try #require(template.preset("open")?.rights[.amend])
    #expect(rights[.part(PartID("B")), RoleID("ep")] == .init(.edit))
    #expect(rights[.part(PartID("advice")), RoleID("parent")] == .init(.read, isNeedToKnow: true))
    #expect(rights[.part(PartID("C")), RoleID("ep")] == .init(.none))
  }

  @Test(arguments: [
    (
      "B.json", #""fields": ["#, #""feilds": ["#,
      "B.json:3:3: feilds: unknown key; allowed are id, kind, title, shortTitle, basis, guidance,"
        + " verified, fields, lists"
    ),
    (
      "B.json", #""title": "Area", "#, "",
      #"B.json:10:9: lists.needs.fields.area: "title" is missing"#
    ),
    (
      "B.json", "true", #""yes""#,
      "B.json:10:72: lists.needs.fields.area.required: should be true or false"
    ),
    (
      "B.json", #""kind": "flag""#, #""kind": "Flag""#,
      #"B.json:4:46: fields.none.kind: no field kind "Flag"; allowed are text, line, choice, date,"#
        + " number, flag, links"
    ),
    (
      "B.json", #""key": "like""#, #""key": "area""#,
      #"B.json:12:9: lists.needs.fields.area: "area" is defined twice"#
    ),
    (
      "B.json", #""key": "none""#, #""key": "needs""#,
      #"B.json:7:5: lists.needs: "needs" is defined twice"#
    ),
    (
      "B.json", #"["B.needs"]"#, #"["B.need"]"#,
      #"B.json:12:69: lists.needs.fields.like.links.1: no list "B.need"; allowed are B.needs"#
    ),
    (
      "B.json", #""key": "one""#, #""key": "One""#,
      #"B.json:11:30: lists.needs.fields.area.options.One.key: "One" is no identifier: at most 64"#
        + " lower-case letters, digits and single hyphens, a letter first (a part's may have"
        + " capitals)"
    ),
    (
      "B.json", #"[{"key": "one", "title": "One"}]"#, "[]",
      "B.json:11:21: lists.needs.fields.area.options: should be a list with at least one entry"
    ),
    (
      "B.json", #""kind": "flag""#, #""kind": "flag", "links": ["B.needs"]"#,
      "B.json:4:63: fields.none.links: only a field of the kind links has this key"
    ),
    (
      "B.json", #""singular": "need""#, #""singular": "a\u0007b""#,
      "B.json:8:53: lists.needs.singular: should be text of 1 to 400 bytes without control"
        + " characters"
    ),
    (
      "B.json", #""basis": "reg 1","#, #""basis": "reg 1",,"#,
      #"B.json:2:72: not valid JSON: found "," where a key in double quotes should be"#
    ),
    (
      "advice.json", #""id": "advice""#, #""id": "B""#,
      #"advice.json:1:8: id: "B" is defined twice"#
    ),
    (
      "B.json", #""id": "B""#, #""id": "advice-b""#,
      #"advice.json:1:8: id: "advice" clashes with "advice-b": there is one advice part, and only"#
        + " its reports are called by its id, a hyphen and more"
    ),
    (
      "B.json", #""id": "B""#, #""id": "B", "kind": "advice""#,
      #"advice.json:1:8: id: "advice" clashes with "B": there is one advice part, and only"#
        + " its reports are called by its id, a hyphen and more"
    ),
    (
      "advice.json", #""kind": "advice""#, #""kind": "report""#,
      #"advice.json:1:26: kind: no part kind "report"; allowed are section, advice, casework"#
    ),
    (
      "roles.json", #""id": "ep""#, #""id": "parent""#,
      #"roles.json:1:49: roles.parent: "parent" is defined twice"#
    ),
    (
      "open.json", #"["E", "S"]"#, #"["E", "X"]"#,
      #"open.json:5:18: phases.gather.B.2: no right "X"; allowed are E, D, S, C, R, R*, -"#
    ),
    (
      "open.json", #"["E", "S"]"#, #"["E"]"#,
      "open.json:5:12: phases.gather.B: 1 cells; 2 are needed, one for each column"
    ),
    (
      "open.json", #""B": ["E", "S"],"#, "",
      #"open.json:4:15: phases.gather: "B" is missing"#
    ),
    (
      "open.json", #""B": ["E", "S"],"#, #""C": ["E", "S"],"#,
      "open.json:5:7: phases.gather.C: unknown key; allowed are B, own advice, advice"
    ),
    (
      "open.json", #""parent"]"#, #""parents"]"#,
      #"open.json:2:73: roles.2: no role "parents"; allowed are parent, ep"#
    ),
    (
      "open.json", #", "parent"]"#, "]",
      #"open.json:2:66: roles: "parent" is missing"#
    ),
    (
      "open.json", #""final": "gather""#, #""final": "amend""#,
      "open.json:10:14: phases.final: should be a phase that has a table of its own"
    ),
    (
      "open.json", #""final": "gather""#, #""final": "finished""#,
      #"open.json:10:14: phases.final: no phase "finished"; allowed are gather, served-draft,"#
        + " final, amend"
    ),
    (
      "pack.json", #""format": 1"#, #""format": 2"#,
      "pack.json:1:1: pack format 2; this program reads format 1"
    ),
    (
      "pack.json", #""version": 2"#, #""version": 0"#,
      "pack.json:2:44: version: should be a whole number from 1 to 1000000"
    ),
    (
      "pack.json", #""B.json", "#, #""C.json", "#,
      #"pack.json:5:15: files.parts.1: the pack has no file "C.json""#
    ),
    (
      "pack.json", #""other": ["words.json"]"#, #""other": []"#,
      #"words.json: pack.json does not list this file under "files""#
    ),
    (
      "pack.json", #""other": ["words.json"]"#, #""other": ["roles.json"]"#,
      #"pack.json:6:14: files.roles: "roles.json" is defined twice"#
    ),
  ])
  func `a broken pack is named by file, line and field`(
    file: String, old: String, new: String, message: String
  ) {
    do {
      _ = try read(file, replacing: old, with: new)
      Issue.record("the pack was accepted")
    } catch {
      #expect(error.description == "Small/" + message)
    }
  }

  @Test func `an empty folder lacks its manifest`() {
    do {
      _ = try PlanTemplate.read(pack: "Empty", files: [:])
      Issue.record("the pack was accepted")
    } catch {
      #expect(error.description == #"Empty/pack.json: the pack has no file "pack.json""#)
    }
  }

  @Test func `a key from the file cannot disturb the terminal`() {
    do {
      _ = try read("B.json", replacing: #""fields""#, with: #""\u001b[2J""#)
      Issue.record("the pack was accepted")
    } catch {
      #expect(!error.description.unicodeScalars.contains("\u{1B}"))
    }
  }

  @Test func `identifiers keep to letters, digits and single hyphens`() {
    let good = ["a", "h1", "social-care", String(repeating: "a", count: 64)]
    let bad = [
      "1a", "-a", "a-", "a--b", "a b", "a.b", "Ä", "é", "a_b", "A",
      String(repeating: "a", count: 65),
    ]
    for name in good { #expect(throws: Never.self) { try read(renamingNoneTo: name) } }
    for name in bad {
      #expect(throws: TemplateError.self, "\(name)") { try read(renamingNoneTo: name) }
    }
  }

  private func read(renamingNoneTo name: String) throws(TemplateError) -> PlanTemplate {
    try read("B.json", replacing: #""none""#, with: "\"\(name)\"")
  }
}

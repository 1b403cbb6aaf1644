import Plan
import Testing

@Suite struct PolicyTests {
  private let template: PlanTemplate

  init() throws { template = try EnglandPack.template() }

  private func policy(
    _ preset: String = "co-written", _ phase: Phase = .gather, withheld: Set<Withholding> = [],
    signed: Set<PartID> = []
  ) throws -> Policy {
    Policy(
      template: template, preset: try #require(template.preset(preset)), phase: phase,
      withheld: withheld, signedReports: signed)
  }

  private func member(_ role: String, own: Set<PartID> = []) -> Member {
    Member(role: RoleID(role), ownReports: own)
  }

  /// The rights of every role in one part, as the design writes them.
  private func row(_ part: String, _ policy: Policy) -> String {
    template.roles.map { role in
      let right = policy.right(of: Member(role: role.id), in: PartID(part))
      let mark = policy.mayWithhold(PartID(part), from: role.id) ? "*" : ""
      return (right == .none ? "-" : String(right.rawValue.uppercased().prefix(1))) + mark
    }.joined(separator: " ")
  }

  // The columns: parent, senco, ep, health, social-care, caseworker, sign-off.

  @Test(arguments: [
    ("details", "S S R R R E R"), ("A", "E E C R C E R"), ("B", "S E E S S E C"),
    ("C", "S R R E R E C"), ("D", "S R* R R E E C"), ("E", "S E E E E E C"),
    ("F", "S E E S S E C"), ("G", "S R R E R E C"), ("H1", "S R* R R E E C"),
    ("H2", "S R* R R E E C"), ("I", "S C - - - E C"), ("J", "S R - R R E C"),
    ("K", "R R R R R E R"), ("advice-x", "R R* R R* R* R R"), ("advice", "- - - - - - -"),
    ("L", "- - - - - - -"),
  ])
  func `co-written, gathering and amending, the table is that of the design`(
    part: String, rights: String
  ) throws {
    #expect(row(part, try policy()) == rights)
    #expect(row(part, try policy("co-written", .amend)) == rights)
  }

  @Test(arguments: ["B", "C", "D", "E", "F", "G", "H1", "H2", "I", "J"])
  func `authority-drafted, only the caseworker edits from B to J`(part: String) throws {
    let drafted = try policy("authority-drafted")
    let written = try policy()
    for role in template.roles where role.id != RoleID("caseworker") {
      let before = written.right(of: Member(role: role.id), in: PartID(part))
      let after = drafted.right(of: Member(role: role.id), in: PartID(part))
      #expect(after == min(before, .suggest))
    }
    #expect(drafted.right(of: member("caseworker"), in: PartID(part)) == .edit)
  }

  @Test(arguments: ["A", "details", "K", "advice-x"])
  func `authority-drafted, the rest is as co-written`(part: String) throws {
    #expect(row(part, try policy("authority-drafted")) == row(part, try policy()))
  }

  @Test(arguments: ["co-written", "authority-drafted"])
  func `a served draft takes suggestions, and the caseworker's placement and budget`(
    preset: String
  ) throws {
    let served = try policy(preset, .servedDraft)
    for part in template.parts where part.kind == .section {
      for role in template.roles {
        let right = served.right(of: Member(role: role.id), in: part.id)
        let mayEdit =
          role.id == RoleID("caseworker") && ["I", "J"].contains(part.id.description)
        #expect((right == .edit) == mayEdit, "\(role.id) in \(part.id)")
      }
      let parent = served.right(of: member("parent"), in: part.id)
      #expect(parent == (part.id == PartID("K") ? .read : .suggest), "\(part.id)")
    }
    for part in ["B", "E", "F"] {
      #expect(served.right(of: member("senco"), in: PartID(part)) == .suggest)
      #expect(served.right(of: member("ep"), in: PartID(part)) == .suggest)
    }
    #expect(
      served.judge(.edit, in: PartID("F"), by: member("caseworker"))
        == .refused(.phaseForbids(.servedDraft)))
  }

  @Test(arguments: ["co-written", "authority-drafted"])
  func `a final plan is read and not written, not even in the margin`(preset: String) throws {
    let final = try policy(preset, .final)
    // What lies beside the plan goes on: its clock runs as long as it is kept.
    for part in template.parts.filter(\.isPlanText).map(\.id) + [PartID("advice-x")] {
      for role in template.roles {
        for kind in OperationKind.allCases {
          let own = Member(role: role.id, ownReports: [part])
          #expect(final.judge(kind, in: part, by: own) != .allowed)
        }
      }
    }
    #expect(
      final.judge(.comment, in: PartID("B"), by: member("parent"))
        == .refused(.phaseForbids(.final)))
  }

  @Test func `no phase lets a role read what another phase of the preset hides`() throws {
    for preset in template.presets {
      for part in template.parts.map(\.id) + [PartID("advice-x")] {
        for role in template.roles {
          let readable = try Set(
            Phase.allCases.map { phase in
              try policy(preset.id, phase).right(of: Member(role: role.id), in: part) >= .read
            })
          #expect(readable.count == 1, "\(role.id) in \(part) of \(preset.id)")
        }
      }
    }
  }

  @Test func `a right includes those below it`() throws {
    let policy = try policy()
    let part = PartID("B")
    #expect(policy.judge(.edit, in: part, by: member("ep")) == .allowed)
    #expect(policy.judge(.suggest, in: part, by: member("ep")) == .allowed)
    #expect(policy.judge(.comment, in: part, by: member("ep")) == .allowed)
    #expect(policy.judge(.edit, in: part, by: member("parent")) == .refused(.mayOnly(.suggest)))
    #expect(policy.judge(.suggest, in: part, by: member("parent")) == .allowed)
    #expect(
      policy.judge(.suggest, in: part, by: member("sign-off")) == .refused(.mayOnly(.comment)))
  }

  @Test func `a stranger, an unknown role and an unknown part get nothing`() throws {
    let policy = try policy()
    #expect(policy.judge(.comment, in: PartID("A"), by: nil) == .refused(.notAMember))
    #expect(
      policy.judge(.comment, in: PartID("A"), by: member("head")) == .refused(.notAMember))
    #expect(
      policy.judge(.comment, in: PartID("Z"), by: member("caseworker")) == .refused(.mayNotRead))
    #expect(policy.readableParts(for: nil, among: [PartID("A")]).isEmpty)
    #expect(policy.readableParts(for: member("head"), among: [PartID("A")]).isEmpty)
  }

  @Test func `a report is its author's until it is signed, and then nobody's`() throws {
    let report = PartID("advice-ep-1")
    let author = member("ep", own: [report])
    let open = try policy()
    #expect(open.judge(.edit, in: report, by: author) == .allowed)
    #expect(open.judge(.edit, in: report, by: member("ep")) == .refused(.mayOnly(.read)))
    #expect(open.judge(.edit, in: report, by: member("caseworker")) == .refused(.mayOnly(.read)))
    let signed = try policy(signed: [report])
    for kind in OperationKind.allCases {
      #expect(signed.judge(kind, in: report, by: author) == .refused(.signed))
      #expect(signed.judge(kind, in: report, by: member("caseworker")) == .refused(.signed))
    }
    #expect(signed.right(of: author, in: report) == .read)
    #expect(signed.judge(.edit, in: PartID("advice-ep-2"), by: author) == .refused(.mayOnly(.read)))
  }

  @Test func `owning a section as if it were a report gives nothing`() throws {
    let policy = try policy()
    #expect(
      policy.judge(.edit, in: PartID("C"), by: member("ep", own: [PartID("C")]))
        == .refused(.mayOnly(.read)))
  }

  @Test func `a part withheld is not there, and the refusal does not tell`() throws {
    let part = PartID("D")
    let report = PartID("advice-sc-1")
    let policy = try policy(
      withheld: [
        Withholding(role: RoleID("senco"), part: part),
        Withholding(role: RoleID("senco"), part: report),
      ], signed: [report])
    #expect(policy.judge(.comment, in: part, by: member("senco")) == .refused(.mayNotRead))
    #expect(policy.judge(.comment, in: report, by: member("senco")) == .refused(.mayNotRead))
    #expect(policy.right(of: member("ep"), in: part) == .read)
    #expect(policy.right(of: member("senco", own: [report]), in: report) == .read)
    let parts = [report, PartID("H1"), part, PartID("A"), PartID("Z"), PartID("advice-sc-2")]
    #expect(
      policy.readableParts(for: member("senco"), among: parts).map(\.description)
        == ["A", "H1", "advice-sc-2"])
    #expect(
      policy.readableParts(for: member("caseworker"), among: parts).map(\.description)
        == ["A", "D", "H1", "advice-sc-1", "advice-sc-2"])
  }

  @Test func `a family's own plan cannot be withheld from it`() throws {
    for preset in template.presets {
      for phase in Phase.allCases {
        let policy = try policy(preset.id, phase)
        for part in template.parts.map(\.id) + [PartID("advice-x")] {
          #expect(!policy.mayWithhold(part, from: RoleID("parent")))
          #expect(!policy.mayWithhold(part, from: RoleID("caseworker")))
        }
      }
    }
  }
}

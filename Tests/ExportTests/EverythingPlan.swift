import CRDT
import Plan

/// A plan that holds one of everything an export has to show, about a child who was made up.
enum EverythingPlan {
  static let priya = AgentID(high: 0, low: 1)
  static let priyaAtHome = AgentID(high: 0, low: 2)
  static let caseworker = AgentID(high: 0, low: 3)
  static let mother = AgentID(high: 0, low: 4)
  static let stranger = AgentID(high: 0, low: 5)

  /// The record or comment with this number; the agents are not told apart by it.
  static func event(_ sequence: UInt64) -> EventID { EventID(agent: priya, sequence: sequence) }

  static func view(phase: Phase = .gather) -> PlanView {
    PlanView(
      reference: "MK-0412", template: template, phase: phase,
      parts: [
        details, views, needs, healthNeeds, outcomes, provision, setting, budget, index, report,
      ],
      withheld: [PartID("D"), PartID("advice-7f"), PartID("advice-a0")],
      authors: [
        priya: Author(account: "a-1", name: "Priya Shah", role: RoleID("ep")),
        priyaAtHome: Author(account: "a-1", name: "Priya Shah", role: RoleID("ep")),
        caseworker: Author(account: "a-2", name: "M. Okoro", role: RoleID("caseworker")),
        mother: Author(account: "a-3", name: "Jo <b>Tam</b>", role: RoleID("parent")),
      ])
  }

  static let template = PlanTemplate(
    title: "Education, Health and Care Plan",
    parts: [
      PartTemplate(
        id: PartID("B"), title: "Special educational needs", shortTitle: "Needs",
        basis: "SEND Regulations 2014, reg 12(1)(b)",
        lists: [
          ListTemplate(
            key: "needs", title: "Special educational needs", singular: "need",
            fields: [
              FieldTemplate(
                key: "area", title: "Area of need", kind: .choice,
                options: [
                  ChoiceOption(key: "cognition-learning", title: "Cognition & learning")
                ])
            ])
        ])
    ],
    roles: [
      RoleTemplate(
        id: RoleID("ep"), title: "educational psychologist", isProfessional: true),
      RoleTemplate(id: RoleID("caseworker"), title: "caseworker", isProfessional: true),
      RoleTemplate(
        id: RoleID("parent"), title: "parent or young person", isFamily: true),
    ])

  // MARK: Parts

  private static let details = PartView(
    id: PartID("details"), title: "Child or young person’s details",
    fields: [
      line("forename", "Forename", "Sami"), line("surname", "Surname", "Tam"),
      line("known-as", "Known as", "سامي"),
      FieldView(
        key: "date-of-birth", title: "Date of birth", kind: .date,
        value: date("2017-03-09") ?? .empty,
        alternatives: [
          FieldAlternative(value: date("2017-09-03") ?? .empty, author: caseworker)
        ]),
      field("sex", "Sex", .choice, .choice("not-stated")),
      line("upn", "Unique pupil number", ""),
      text("address", "Address", "1 Example Row\nMilbury\n\nZZ1 1ZZ"),
      field("school-year", "School year", .number, .number(4)),
      line("authority", "Local authority", "Milbury Council"),
      field("plan-date", "Date of the plan", .date, .empty),
    ])

  private static let views = PartView(
    id: PartID("A"), title: "Views, interests and aspirations",
    fields: [
      text(
        "child-views", "What Sami says",
        "I like <script>alert(\"trains\")</script> & maps.\nMy favourite is the 🚂, 👩‍👧 comes too. "
          + "🏴\u{E0067}\u{E0062}\u{E0065}\u{E006E}\u{E0067}\u{E007F}"),
      text(
        "parent-views", "What Sami’s parents say",
        "# Not a heading\n- not a list\n1. not a number\n2) nor this\n+ nor this\n> not a quotation\n"
          + "| no | table |\n*not* _emphasis_ ~~struck~~ `code` [no](link) ![no](image) $x$\n"
          + "    not code\n---\n===\n```\n&amp; is five characters\\\nhttps://example.org/a_b_c"),
      text(
        "aspirations", "Hopes for the future",
        "يريد سامي أن يصبح سائق قطار.\nA name turned round: \u{202E}imaS\u{202C}, a bell \u{7}, "
          + "a tag \u{E0041}, cafe\u{301}, 食べ物。\rAn old line end.\u{2028}A soft one."),
      text(
        "history", "History",
        "Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaftsvorsitz "
          + "and https://example.org/" + String(repeating: "long/", count: 30)),
      text("communication", "How Sami communicates", " \n\t\n"),
    ],
    reviews: [
      ReviewItem(
        kind: .passage, place: Place(part: PartID("A"), field: "history"), before: nil,
        sides: [
          .init(author: priya, words: "Moved in Year 1."),
          .init(author: stranger, words: "Moved in Year 2."),
        ], merged: "Moved in Year 1.Moved in Year 2.")
    ])

  private static let needs = PartView(
    id: PartID("B"), title: "Special educational needs",
    collections: [
      CollectionView(
        key: "needs", title: "Special educational needs",
        records: [
          RecordView(
            id: event(10), number: 1,
            fields: [
              field("area", "Area of need", .choice, .choice("cognition-learning")),
              line("title", "Need", "Reading accuracy"),
              text(
                "description", "Description",
                "Sami reads 23 of 100 common words at sight. He needs daily help with reading and "
                  + "spelling.\nHe guesses from the first letter."),
              text("strengths", "Strengths", ""),
              links("sources", "Taken from", [event(60)]),
            ]),
          RecordView(
            id: event(11), number: 2,
            fields: [
              field("area", "Area of need", .choice, .empty),
              FieldView(
                key: "title", title: "Need", kind: .line, value: .line("Joining in talk"),
                alternatives: [
                  FieldAlternative(value: .line("Joining in | conversation"), author: priya),
                  FieldAlternative(value: .empty, author: mother),
                ]),
              text("description", "Description", "Sami waits to be asked."),
              links("sources", "Taken from", []),
            ],
            deletion: ContestedDeletion(
              deletedBy: [caseworker], editedBy: [priya, priyaAtHome, mother])),
          RecordView(id: event(12), number: 3, fields: []),
        ])
    ],
    comments: comments,
    reviews: [
      ReviewItem(
        kind: .passage,
        place: Place(
          part: PartID("B"), collection: "needs", record: event(10), number: 1,
          field: "description"), before: "needs some help with reading",
        sides: [
          .init(author: priya, words: "needs daily help with reading"),
          .init(author: caseworker, words: "needs some help with reading and spelling"),
        ], merged: "needs daily help with reading and spelling"),
      ReviewItem(
        kind: .deletion,
        place: Place(part: PartID("B"), collection: "needs", record: event(11), number: 2),
        before: nil, sides: [], merged: ""),
    ])

  private static let comments = [
    CommentView(
      id: event(30), number: 1, author: mother, body: "How many words were tried?\nBy whom?",
      place: Place(
        part: PartID("B"), collection: "needs", record: event(10), number: 1, field: "description"
      ), quote: "23 of 100 common words", range: 11..<33, resolved: false, inReplyTo: nil),
    CommentView(
      id: event(31), number: 2, author: priya, body: "One hundred, by me.",
      place: Place(part: PartID("B")), quote: "", range: nil, resolved: false,
      inReplyTo: event(30)),
    CommentView(
      id: event(32), number: 3, label: "C3-tkwnf", author: stranger,
      onBehalfOf: OnBehalfOf(
        person: "K. <Tanner>", channel: .letter, date: CivilDate("2026-11-19")),
      body: "- Is this *all*?",
      place: Place(part: PartID("B")), quote: "", range: nil, resolved: true, inReplyTo: nil),
    CommentView(
      id: event(33), number: 4, author: caseworker, body: "These words are gone.",
      place: Place(
        part: PartID("B"), collection: "needs", record: event(11), number: 2, field: "description"
      ), quote: "shy", range: nil, resolved: false, inReplyTo: event(99)),
  ]

  private static let healthNeeds = PartView(
    id: PartID("C"), title: "Health needs",
    fields: [field("no-needs", "No health needs identified", .flag, .flag(true))],
    collections: [CollectionView(key: "needs", title: "Health needs", records: [])])

  private static let outcomes = PartView(
    id: PartID("E"), title: "Outcomes",
    collections: [
      CollectionView(
        key: "outcomes", title: "Outcomes",
        records: [
          RecordView(
            id: event(20), number: 1,
            fields: [
              line("title", "Outcome", "Reads a short book alone"),
              text("description", "Description", "By the end of Year 6 Sami reads a book alone."),
              field("by", "By", .date, date("2028-07-20")),
              links("needs", "Meets", [event(10), event(40), event(77)]),
            ])
        ])
    ])

  private static let provision = PartView(
    id: PartID("F"), title: "Special educational provision",
    collections: [
      CollectionView(
        key: "provisions", title: "Special educational provision",
        records: [
          provision(
            41, 1, "Daily reading practice",
            who: "Teaching assistant trained in precision teaching",
            ratio: "1:1", frequency: "Every school day", duration: "20 minutes", [event(10)]),
          provision(
            42, 2, "Talk group | *small*", who: "Speech and language therapist", ratio: "",
            frequency: "Once a week", duration: "30 minutes", [event(10), event(11)]),
        ])
    ])

  private static let setting = PartView(
    id: PartID("I"), title: "Placement",
    fields: [
      line("setting-name", "Name of the setting", ""),
      line("setting-type", "Type of setting", ""),
    ])

  /// Two lists in one part.
  private static let budget = PartView(
    id: PartID("J"), title: "Personal budget",
    fields: [field("no-direct-payment", "No direct payment", .flag, .flag(false))],
    collections: [
      CollectionView(
        key: "payments", title: "Payments",
        records: [
          RecordView(id: event(50), number: 1, fields: [line("title", "Payment", "Taxi")])
        ]),
      CollectionView(key: "accounts", title: "Accounts", records: []),
    ])

  private static let index = PartView(
    id: PartID("K"), title: "Advice and information",
    collections: [
      CollectionView(
        key: "advice", title: "Advice",
        records: [
          RecordView(
            id: event(60), number: 1,
            fields: [
              line("title", "Report", "Educational psychology advice"),
              line("author", "Author", "Priya Shah"),
              field("date", "Date", .date, date("2026-09-30")),
              field("attached", "Attached", .flag, .flag(true)),
            ])
        ])
    ])

  private static let report = PartView(
    id: PartID("advice-31"), title: "Advice report",
    fields: [
      line("title", "Title", "Educational psychology advice"),
      line("author", "Author", "Priya Shah"),
      text("body", "Report", "I met Sami on two days."),
    ])

  // MARK: Making them

  private static func provision(
    _ sequence: UInt64, _ number: Int, _ title: String, who: String, ratio: String,
    frequency: String, duration: String, _ needs: [EventID]
  ) -> RecordView {
    RecordView(
      id: event(sequence), number: number,
      fields: [
        line("title", "Provision", title),
        text("description", "What", "Sami practises the words of the week, read and written."),
        line("who", "Who", who), line("ratio", "Group size or ratio", ratio),
        line("frequency", "How often", frequency), line("duration", "How long", duration),
        field("start", "Starting on", .date, date("2026-12-01")),
        field("adulthood", "Prepares for adulthood", .flag, .empty),
        links("needs", "Meets", needs), links("outcomes", "Works towards", [event(20)]),
        links("sources", "Taken from", [event(60)]),
      ])
  }

  private static func field(
    _ key: String, _ title: String, _ kind: FieldKind, _ value: FieldValue?
  ) -> FieldView {
    FieldView(key: key, title: title, kind: kind, value: value ?? .empty)
  }

  private static func line(_ key: String, _ title: String, _ value: String) -> FieldView {
    field(key, title, .line, value.isEmpty ? .empty : .line(value))
  }

  private static func text(_ key: String, _ title: String, _ value: String) -> FieldView {
    field(key, title, .text, value.isEmpty ? .empty : .text(value))
  }

  private static func links(_ key: String, _ title: String, _ targets: [EventID]) -> FieldView {
    field(key, title, .links, .links(targets))
  }

  private static func date(_ text: String) -> FieldValue? { CivilDate(text).map(FieldValue.date) }
}

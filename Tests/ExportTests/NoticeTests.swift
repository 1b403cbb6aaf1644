import CRDT
import Export
import Plan
import Testing

/// What people disagree about is never printed as if it were settled.
@Suite struct NoticeTests {
  static let readable: [ExportFormat] = [.html, .docx, .markdown, .plainText]

  @Test(arguments: readable)
  func `two values written at once are both shown`(format: ExportFormat) {
    let text = exported(EverythingPlan.view(), as: format)
    #expect(text.contains("Two people wrote different values here at the same time"))
    #expect(text.contains("3 September 2017"))
    #expect(text.contains("Three people wrote different values"))
    #expect(text.contains("Left empty by"))
  }

  @Test(arguments: readable)
  func `a record deleted by one and changed by another stays, with a notice`(
    format: ExportFormat
  ) {
    let text = exported(EverythingPlan.view(), as: format)
    #expect(text.contains("Deleted by one person, changed by another"))
    #expect(text.contains("Joining in talk"))
  }

  @Test(arguments: readable)
  func `a passage that waits for review is marked, with comments or without`(
    format: ExportFormat
  ) {
    for includesComments in [false, true] {
      let options = ExportOptions(includesComments: includesComments)
      let text = exported(EverythingPlan.view(), as: format, options: options)
      #expect(text.contains("Several people changed the same passage"))
    }
  }

  @Test(arguments: ExportFormat.allCases, Phase.allCases)
  func `every export says whether it is a draft`(format: ExportFormat, phase: Phase) {
    let text = exported(EverythingPlan.view(phase: phase), as: format)
    #expect(text.contains("not issued") == (phase != .final))
    #expect(text.contains("Final plan") == (phase == .final))
  }

  @Test(arguments: readable)
  func `an issued plan shows no empty fields`(format: ExportFormat) {
    let view = EverythingPlan.view(phase: .final)
    #expect(!exported(view, as: format).contains("Unique pupil number"))
    #expect(exported(EverythingPlan.view(), as: format).contains("Unique pupil number"))
  }

  @Test func `a reply to an unknown comment, or to itself, is shown once`() {
    var view = EverythingPlan.view()
    let event = EverythingPlan.event(90)
    let place = Place(part: view.parts[0].id)
    view.parts[0].comments = [
      CommentView(
        id: event, number: 1, author: EverythingPlan.priya, body: "Round and round", place: place,
        quote: "", range: nil, resolved: false, inReplyTo: event)
    ]
    let text = exported(view, as: .plainText, options: ExportOptions(includesComments: true))
    #expect(text.split(separator: "Round and round", omittingEmptySubsequences: false).count == 2)
  }

  @Test func `a comment on words past the end of a text does no harm`() {
    var view = EverythingPlan.view()
    view.parts[2].comments[0].range = 9_000..<Int.max
    let text = exported(view, as: .plainText, options: ExportOptions(includesComments: true))
    #expect(text.contains("first letter. [C1]"))
  }
}

import Plan
import Testing

@Suite struct CheckSpecificationTests {
  private func present(_ text: String) -> Set<SpecificationElement> {
    SpecificationReader.read(description: text, names: ["Sam"], words: EnglandPack.words).present
  }

  @Test(arguments: [
    "Phonics with a group of Year 5 pupils.", "Phonics with Year 5 pupils.",
    "Phonics with pupils aged 9 pupils.", "Phonics with a teacher at 1:15 pm.",
    "Phonics in small groups.", "Phonics for his individual needs.",
  ])
  func `what is no size is no ratio`(text: String) {
    #expect(!present(text).contains(.ratio))
  }

  @Test(arguments: [
    "Phonics 1:1.", "Phonics, one-to-one.", "Phonics, 1–1.", "Phonics in a pair.",
    "Phonics in a group of no more than six.", "Phonics with two peers.", "Phonics, 2 to 1.",
    "Phonics in a class of 12.", "Phonics, individually.", "Phonics for a group (max 4).",
  ])
  func `a size is a ratio`(text: String) {
    #expect(present(text).contains(.ratio))
  }

  @Test(arguments: [
    "Phonics at £20 per week.", "Phonics, Level 3 a week.", "Phonics, pages 12 to 20 a week.",
    "Medication of 10 mg twice a day.", "Phonics several times a week.", "A daily planner.",
    "Phonics up to three times a week.", "Phonics on Monday 7 September 2026.",
    "Phonics for a week.", "Phonics; each session will be fun.", "Phonics whenever possible.",
    "Phonics until 4 May a year later.",
  ])
  func `what is no number a period is no frequency`(text: String) {
    #expect(!present(text).contains(.frequency))
  }

  @Test(arguments: [
    "Phonics 2 x 30 minutes.", "Phonics three times a week.", "Phonics twice per half-term.",
    "Phonics in every lesson.", "Phonics weekly.", "Phonics daily.", "Phonics termly.",
    "Phonics, four sessions per half-term.", "Phonics every other day.", "Phonics on Mondays.",
    "Phonics Monday to Friday.", "Phonics before each transition.", "Phonics after lunch.",
  ])
  func `a number a period, a day, a trigger is a frequency`(text: String) {
    #expect(present(text).contains(.frequency))
  }

  @Test(arguments: [
    "Phonics for up to 30 minutes.", "Phonics for no more than an hour.",
    "Phonics every 30 minutes.", "Phonics within 20 minutes.", "Phonics, 10 mg.",
    "Phonics, a 20 minute walk away.", "Sam can only listen to phonics for five minutes.",
    "Phonics for six weeks.", "Phonics, in Year 6.", "Phonics on 30 May.",
  ])
  func `what is no length is no duration`(text: String) {
    #expect(!present(text).contains(.duration))
  }

  @Test(arguments: [
    "Phonics for 30 minutes.", "Phonics, a 20-minute session.", "Phonics for half an hour.",
    "Phonics for an hour and a half.", "Phonics throughout the school day.", "Phonics, 1.5 hours.",
    "Phonics for the whole lesson.", "Phonics from 9.00 to 9:45.", "Phonics, 5 hours a week.",
    "Phonics for thirty-five minutes.", "Phonics for at least 10 mins.",
  ])
  func `a length or an extent is a duration`(text: String) {
    #expect(present(text).contains(.duration))
  }

  @Test(arguments: [
    "Phonics with an adult.", "Phonics with staff.", "Phonics on the advice of the teacher.",
    "Phonics as set out in the teacher's report.",
    "Phonics designed by a speech and language therapist.",
    "Phonics with a key worker.", "Phonics shared with the SENCO.",
  ])
  func `nobody in particular is nobody`(text: String) {
    #expect(!present(text).contains(.who))
  }

  @Test(arguments: [
    "A teacher will teach phonics.", "Phonics by a TA.", "Phonics with the school’s ELSA.",
    "Phonics from a support worker.", "Phonics by a teacher of the deaf.",
    "Phonics led by a speech and language therapist.",
  ])
  func `a role is somebody`(text: String) {
    #expect(present(text).contains(.who))
  }

  @Test(arguments: [
    "Phonics may be taught.", "Phonics should be taught.", "Phonics, subject to staffing.",
    "Phonics will be taught where possible.", "It is recommended that he is taught phonics.",
  ])
  func `a hedge takes back the promise`(text: String) {
    #expect(!present(text).contains(.commitment))
  }

  @Test(arguments: [
    "Phonics will be taught.", "Phonics from May 2027.", "Phonics is taught so that he may read.",
    "Phonics will be taught as recommended by the therapist.", "Phonics daily.",
  ])
  func `a plain statement is a promise`(text: String) {
    #expect(present(text).contains(.commitment))
  }
}

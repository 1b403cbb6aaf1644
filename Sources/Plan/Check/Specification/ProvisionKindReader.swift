/// Tells direct work from equipment, training and consultation by the words used.
enum ProvisionKindReader {
  static func read(_ texts: [ScannedText]) -> ProvisionKind {
    var direct = false
    var adaptation = false
    var consultation = false
    for text in texts {
      for index in text.words.indices where text.words[index].kind != .mark {
        let word = text.words[index].term
        if isTraining(word, at: index, in: text) { return .training }
        if isDirect(word, at: index, in: text) || RatioReader.ratio(at: index, in: text) != nil
          || RatioReader.alone(at: index, in: text) != nil
        {
          direct = true
        } else if word == "work", text.term(index + 1) == "with" {
          direct = true
        } else if adaptationWords.contains(word) {
          adaptation = true
        } else if consultationWords.contains(word) || isMeetingOfAdults(at: index, in: text) {
          consultation = true
        } else if word == "extra", text.term(index + 1) == "time" {
          adaptation = true
        } else if word == "break", breaks.contains(text.term(index - 1)) {
          adaptation = true
        } else if word == "language", plainness.contains(text.term(index - 1)) {
          adaptation = true
        }
      }
    }
    if direct { return .direct }
    if consultation, !adaptation || startsWithConsultation(texts) { return .consultation }
    return adaptation ? .adaptation : .direct
  }

  /// A teaching assistant and a class teacher are people, not work.
  private static func isDirect(_ word: Term, at index: Int, in text: ScannedText) -> Bool {
    guard directWords.contains(word) else { return false }
    let next = text.term(index + 1)
    return !["assistant", "assistants", "teacher", "teachers"].contains(next)
  }

  /// "meet Sam's parents": talk between adults.
  private static func isMeetingOfAdults(at index: Int, in text: ScannedText) -> Bool {
    guard text.term(index) == "meet" || text.term(index) == "meets" else { return false }
    return (index + 1...index + 4).contains {
      ["parents", "mother", "father"].contains(text.term($0))
    }
  }

  /// A movement break is provision; the school's own break is a time of day.
  private static let breaks: TermSet = [
    "movement", "sensory", "brain", "rest", "toilet", "screen", "quiet", "learning",
  ]
  private static let plainness: TermSet = ["simple", "clear", "plain", "simplified", "literal"]

  private static let trainees: TermSet = [
    "staff", "teacher", "teachers", "assistant", "assistants", "adult", "adults", "parents",
    "tas", "lsas", "team", "everyone", "colleagues", "mother", "father", "escorts", "supervisors",
  ]
  private static let notStaffTraining: TermSet = [
    "toilet", "travel", "potty", "sleep", "auditory", "cane", "mobility", "strength", "with",
    "has", "have", "had", "of", "completed", "received", "relevant", "specialist", "skills",
    "and", "in", "fitness", "balance", "vocational", "job",
  ]

  /// Training of those who work with the child; "trained in" and "toilet training" are not.
  private static func isTraining(_ word: Term, at index: Int, in text: ScannedText) -> Bool {
    switch word {
    case "training", "workshop", "workshops", "cpd", "coaching":
      if word != "cpd", notStaffTraining.contains(text.term(index - 1)),
        text.inSameSentence(index - 1, index)
      {
        return false
      }
    case "train", "trains", "upskill": break
    case "trained":
      guard text.term(index - 1) == "be" else { return false }
    default: return false
    }
    return text.words.contains { trainees.contains($0.term) }
  }

  private static func startsWithConsultation(_ texts: [ScannedText]) -> Bool {
    texts.contains { text in
      let first = text.words.first {
        consultationWords.contains($0.term) || adaptationWords.contains($0.term)
      }
      return first.map { consultationWords.contains($0.term) } ?? false
    }
  }

  private static let directWords: TermSet = [
    "teach", "teaches", "taught", "teaching", "tuition", "therapy", "hydrotherapy", "session",
    "sessions", "group", "groups", "pair", "paired", "pairs", "counselling", "mentoring",
    "tutoring", "intervention", "interventions", "club", "treat", "instruction",
    "practice", "practise", "exercises",
  ]

  private static let consultationWords: TermSet = [
    "consultation", "consultations", "consult", "advice", "advise", "review", "reviews",
    "reviewed", "monitoring", "monitor", "monitors", "liaise", "liaison", "liaises", "telephone",
    "telephones", "psychology", "phone", "meeting", "meetings", "observe", "observation",
    "observations", "reassess", "reassessment",
  ]

  private static let adaptationWords: TermSet = [
    "laptop", "computer", "tablet", "ipad", "software", "timetable", "board", "boards", "prompt",
    "prompts", "visual", "visuals", "visually", "desk", "workstation", "seat", "seating", "chair",
    "cushion", "paper", "font", "pen", "pens", "pencil", "grips", "radio", "microphone",
    "equipment", "furniture", "toilet", "wheelchair", "ramp", "rail", "rails", "lighting",
    "medication", "instructions", "praise", "encouragement", "hoist", "hoisting", "hoists",
    "breaks", "room", "diet", "reader", "tasks", "differentiated", "differentiate", "multi",
    "multisensory", "schedule", "planner", "checklist", "strategies", "greet", "greets",
    "battery", "worksheets", "handouts", "print", "overlay", "overlays", "headphones",
    "defenders", "uniform", "environment", "display", "displays", "symbols", "signs", "gestures",
    "device", "aids",
    "magnifier", "magnifiers", "cctv", "enlarged", "enlarge", "slope", "grip", "card", "keyboard",
    "walker", "rollator", "materials", "standing", "frame", "splints", "hearing", "cards", "pass",
    "uses", "position",
  ]
}

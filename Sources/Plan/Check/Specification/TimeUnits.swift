/// The words of time that provisions use.
enum TimeUnits {
  /// Units of a session's length.
  static let lengths: TermSet = hours.union(["minute", "minutes", "min", "mins"])
  static let hours: TermSet = ["hour", "hours", "hr", "hrs"]

  /// What may be counted over a period.
  static let counts: TermSet = [
    "time", "times", "session", "sessions", "visit", "visits", "lesson", "lessons", "meeting",
    "meetings", "appointment", "appointments", "consultation", "consultations", "occasion",
    "occasions", "block", "blocks", "workshop", "workshops", "days", "mornings", "afternoons",
    "evenings", "observations", "reviews", "calls",
  ]

  static let periods: TermSet = [
    "day", "week", "fortnight", "month", "term", "year", "half", "morning", "afternoon", "hour",
    "evening", "night", "weekday", "cycle", "wk",
  ]

  static let adverbs: TermSet = [
    "daily", "weekly", "fortnightly", "monthly", "termly", "annually", "yearly", "hourly",
    "nightly", "annual",
  ]

  /// What "every" and "each" may name so that it happens at a known time. "Each session" names
  /// nothing: it is the session itself.
  static let triggers: TermSet = periods.union([
    "lesson", "lessons", "class", "classes", "break", "breaktime", "lunch", "lunchtime",
    "playtime", "playtimes", "transition", "transitions", "visit", "assembly", "assemblies",
    "meal", "meals", "mealtime", "mealtimes", "snack", "time", "task", "tasks", "piece", "work",
    "occasion", "transfer", "transfers", "change", "activity", "activities", "instruction",
    "exam", "exams", "examination", "examinations", "test", "tests", "assessment", "assessments",
    "trip", "trips", "outing", "journey", "journeys", "registration", "homework", "period",
    "weeks", "days", "minutes", "hours", "months", "terms", "weekend", "text", "monday",
    "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "toilet", "swim",
    "arrival", "essay",
  ])

  static let weekdays: TermSet = [
    "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "mon", "tue",
    "tues", "wed", "thu", "thur", "thurs", "fri",
  ]

  static let pluralWeekdays: TermSet = [
    "mondays", "tuesdays", "wednesdays", "thursdays", "fridays", "saturdays", "sundays",
    "weekdays", "mornings", "afternoons", "mealtimes", "lunchtimes", "breaktimes",
  ]

  /// Counts that are no number.
  static let vagueCounts: TermSet = ["several", "some", "many", "few", "various", "numerous"]
}

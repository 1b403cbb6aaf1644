import Plan
import Store

extension UnixTime {
  /// The day in UTC; nil outside the years a date has.
  var civilDate: CivilDate? { CivilDate(dayNumber: Int(milliseconds / 86_400_000)) }
}

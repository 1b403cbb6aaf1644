/// Why words typed for a field are not a value of its kind.
package enum ValueError: Error, Hashable, Sendable {
  case notADate(String)
  case notANumber(String)
  case notYesOrNo(String)
  case notAnOption(String, options: [String])
  case severalLines
  /// A link to something that is not a record the field may point to.
  case notALink(String, targets: [String])
}

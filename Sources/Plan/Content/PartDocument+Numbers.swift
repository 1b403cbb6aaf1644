package import CRDT

/// The numbers by which people name comments and suggestions.
///
/// A number is written once, by whoever makes the record: one more than the greatest she knows. So what
/// a person has seen as C7 stays C7. Two people who make a seventh while apart both wrote 7; then
/// neither is called C7 any longer, but each by its number and short name, and the bare number is
/// answered with a question. It never names another comment than before.
extension PartDocument {
  /// No number is greater, so that none a forger wrote uses up the rest.
  static let numberLimit: Int64 = 999_999

  /// The number for the next record of a list.
  func nextNumber(in list: ObjectAddress) -> Int64 {
    let known = document.records(inListAt: list).map(\.id) + document.deletedRecords(inListAt: list)
    let greatest = known.map { number(of: $0) }.max() ?? 0
    return min(greatest + 1, Self.numberLimit)
  }

  /// 0 for a record without a number of its own.
  func number(of record: EventID) -> Int64 {
    guard case .integer(let number) = document.value(ofRegister: Reserved.number, in: record),
      (1...Self.numberLimit).contains(number)
    else { return 0 }
    return number
  }

  /// What a comment is called: `C7`, or `C7-tkwnf`.
  package func label(ofComment id: EventID) -> String { label(of: id, in: Self.commentList, "C") }

  /// What a suggestion is called: `S3`, or `S3-tkwnf`.
  package func label(ofSuggestion id: EventID) -> String {
    label(of: id, in: Self.suggestionList, "S")
  }

  private func label(of record: EventID, in list: ObjectAddress, _ prefix: String) -> String {
    let shown = document.records(inListAt: list).map(\.id)
    return RecordNumbers(of: shown, in: list, of: self).name(of: record, prefix: prefix).label
  }
}

/// The numbers of the comments or suggestions of a part, read once for all of them.
struct RecordNumbers {
  private let part: PartDocument
  private var numbers: [EventID: Int64] = [:]
  /// How many records have a number. One that was deleted still has its own.
  private var uses: [Int64: Int] = [:]

  /// - Parameter shown: the records that are to be seen in the list.
  init(of shown: [EventID], in list: ObjectAddress, of part: PartDocument) {
    self.part = part
    numbers.reserveCapacity(shown.count)
    uses.reserveCapacity(shown.count)
    for record in shown {
      let number = part.number(of: record)
      numbers[record] = number
      uses[number, default: 0] += 1
    }
    for record in part.document.deletedRecords(inListAt: list) {
      uses[part.number(of: record), default: 0] += 1
    }
  }

  /// What a record is called: `C7`, or `C7-tkwnf` where several have the number.
  func name(of record: EventID, prefix: String) -> (number: Int64, label: String) {
    let number = numbers[record] ?? part.number(of: record)
    let name = "\(prefix)\(number)"
    let isUnique = uses[number] == 1 && number > 0
    return (number, isUnique ? name : "\(name)-\(record.shortName)")
  }
}

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
    let address = ObjectAddress(record: record, key: Reserved.number)
    guard case .integer(let number) = document.register(at: address).first?.value,
      (1...Self.numberLimit).contains(number)
    else { return 0 }
    return number
  }

  /// What a comment is called: `C7`, or `C7-tkwnf`.
  package func label(ofComment id: EventID) -> String {
    labels(of: [id], in: ObjectAddress(key: Reserved.comments), prefix: "C").first?.label ?? ""
  }

  /// What a suggestion is called: `S3`, or `S3-tkwnf`.
  package func label(ofSuggestion id: EventID) -> String {
    labels(of: [id], in: Self.suggestionList, prefix: "S").first?.label ?? ""
  }

  /// What each of some records of a list is called: `C7`, or `C7-tkwnf` where several have the number.
  /// A record that was deleted still has its number.
  func labels(
    of records: [EventID], in list: ObjectAddress, prefix: String
  ) -> [(number: Int64, label: String)] {
    var uses: [Int64: Int] = [:]
    for record in document.records(inListAt: list) { uses[number(of: record.id), default: 0] += 1 }
    for record in document.deletedRecords(inListAt: list) {
      uses[number(of: record), default: 0] += 1
    }
    return records.map { record in
      let number = number(of: record)
      let name = "\(prefix)\(number)"
      let isUnique = uses[number] == 1 && number > 0
      return (number, isUnique ? name : "\(name)-\(record.shortName)")
    }
  }
}

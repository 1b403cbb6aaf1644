/// One field's text, cut into words, and where it stands.
struct CheckedText: Sendable {
  let place: Place
  let kind: FieldKind
  let text: ScannedText

  static func all(in parts: [PartView]) -> [CheckedText] {
    var texts: [CheckedText] = []
    func take(_ field: FieldView, _ place: Place) {
      let text: String
      switch field.value {
      case .text(let value), .line(let value): text = value
      default: return
      }
      let scanned = ScannedText(text)
      guard !scanned.isEmpty else { return }
      texts.append(CheckedText(place: place, kind: field.kind, text: scanned))
    }
    for part in parts {
      for field in part.fields { take(field, part.place(field.key)) }
      for list in part.collections {
        for record in list.records {
          for field in record.fields { take(field, record.place(part.id, list.key, field.key)) }
        }
      }
    }
    return texts
  }
}

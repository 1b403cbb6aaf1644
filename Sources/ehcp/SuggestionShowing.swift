import CRDT
import Client
import Foundation
import Plan
import Terminal

/// Suggestions as lines for a terminal, and as JSON.
struct SuggestionShowing {
  let view: PlanView
  let style: ConsoleStyle

  /// `F.S3  Priya Shah, 2 changes (open)`, and below it what would change.
  func text(_ suggestion: SuggestionView, of part: PartID) -> String {
    let name = Showing.name(of: suggestion.author, in: view)
    var text = style.bold("\(part).\(suggestion.label)") + "  \(name)" + outcome(suggestion) + "\n"
    if !suggestion.message.isEmpty { text += paragraph(suggestion.message) }
    text += changes(of: suggestion)
    if !suggestion.overlaps.isEmpty {
      let others = Counted.list(suggestion.overlaps)
      text += style.dim("  \(others) would change the same.") + "\n"
    }
    return text
  }

  /// What a suggestion would change: a line or two for each change.
  func changes(of suggestion: SuggestionView) -> String {
    suggestion.changes.map { change in
      let address = Escaping.line(address(of: change))
      return wrapped("\(address)  \(words(change))", indent: 2) + ground(change)
    }.joined()
  }

  // MARK: Words

  /// What was decided, by whom and why.
  private func outcome(_ suggestion: SuggestionView) -> String {
    if suggestion.state == .open { return "" }
    let decisions = suggestion.decisions.sorted {
      let names = (Showing.name(of: $0.author, in: view), Showing.name(of: $1.author, in: view))
      return names.0 != names.1 ? names.0 < names.1 : $0.author < $1.author
    }
    let told = decisions.map { decision in
      let name = Showing.name(of: decision.author, in: view)
      let reason = decision.reason.isEmpty ? "" : ": \(Escaping.line(decision.reason))"
      return "\(decision.kind.rawValue) by \(name)\(reason)"
    }
    return " – \(told.joined(separator: "; "))"
  }

  private func address(of change: SuggestedChangeView) -> String {
    let place = change.place
    if let record = place.record, place.number == nil {
      return "\(place.part).\(record.shortName)" + (place.field.map { ".\($0)" } ?? "")
    }
    guard place.record == nil, place.collection != nil else { return place.description }
    let noun = view.template.part(place.part)?.list(place.collection ?? "")?.singular ?? "record"
    return place.field.map { "new \(noun), \($0)" } ?? "\(place.part)"
  }

  private func words(_ change: SuggestedChangeView) -> String {
    let was = value(change.was, of: change)
    let with = value(change.with, of: change)
    switch change.kind {
    case .text, .value:
      if change.was == .empty {
        let behind = change.behind.isEmpty ? "" : " (behind “\(Escaping.line(change.behind))”)"
        return "+ “\(with)”\(behind)"
      }
      return change.with == .empty ? "− “\(was)”" : "“\(was)” → “\(with)”"
    case .link: return "+ link to \(with)"
    case .unlink: return "− link to \(was)"
    case .add:
      let list = change.place.collection.flatMap { view.template.part(change.place.part)?.list($0) }
      return "+ new \(list?.singular ?? "record")"
    case .remove: return "− the whole of it" + (was.isEmpty ? "" : ": “\(was)”")
    case .move: return "moved to another place" + (was.isEmpty ? "" : ": “\(was)”")
    }
  }

  /// Without white space at its ends, unless it is nothing else.
  private func value(_ value: FieldValue, of change: SuggestedChangeView) -> String {
    let words = Showing(view, style: style).words(value)
    let trimmed = words.trimmingCharacters(in: .whitespaces)
    return Escaping.line(trimmed.isEmpty ? words : trimmed)
  }

  private func ground(_ change: SuggestedChangeView) -> String {
    switch change.ground {
    case .stands: return ""
    case .changed(""):
      return wrapped("! the words have changed since: nothing of them is left", indent: 4)
    case .changed(let now):
      return wrapped("! the words have changed since: “\(Escaping.line(now))”", indent: 4)
    case .gone:
      return wrapped("! what it would change is not there any more", indent: 4)
    }
  }

  private func paragraph(_ text: String) -> String {
    Wrapping.lines(Escaping.lines(text), width: max(30, style.width - 2)).map { "  \($0)\n" }
      .joined()
  }

  private func wrapped(_ text: String, indent: Int) -> String {
    let margin = String(repeating: " ", count: indent)
    return Wrapping.lines(text, width: max(30, style.width - indent)).enumerated().map {
      margin + ($0 == 0 ? "" : "  ") + $1 + "\n"
    }.joined()
  }

  // MARK: JSON

  func json(_ suggestion: SuggestionView, of part: PartID) -> JSONValue {
    [
      "suggestion": .string("\(part).\(suggestion.label)"),
      "author": .string(view.authors[suggestion.author]?.name ?? ""),
      "message": .string(suggestion.message), "state": .string(suggestion.state.rawValue),
      "decisions": .array(
        suggestion.decisions.map { decision in
          [
            "decision": .string(decision.kind.rawValue),
            "by": .string(view.authors[decision.author]?.name ?? ""),
            "reason": .string(decision.reason),
          ]
        }), "changes": .array(suggestion.changes.map(json)),
      "overlaps": .array(suggestion.overlaps.map { .string("\(part).\($0)") }),
    ]
  }

  private func json(_ change: SuggestedChangeView) -> JSONValue {
    let ground: (String, JSONValue) =
      switch change.ground {
      case .stands: ("stands", .null)
      case .changed(let now): ("changed", .string(now))
      case .gone: ("gone", .null)
      }
    return [
      "kind": .string(change.kind.rawValue), "place": .string(change.place.description),
      "list": change.place.collection.map(JSONValue.string) ?? .null,
      "was": json(change.was), "with": json(change.with), "ground": .string(ground.0),
      "now": ground.1,
    ]
  }

  private func json(_ value: FieldValue) -> JSONValue {
    switch value {
    case .empty: .null
    case .links(let links):
      .array(links.map { .string(ValueReader(plan: view).name(of: $0)) })
    default: .string(value.plainText)
    }
  }
}

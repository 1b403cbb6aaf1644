import CRDT
import Plan

extension PlanView {
  /// The view with those people named who act in their work for the child, and the others by their
  /// role only.
  ///
  /// Workers of education, health and social care are no third parties whose names would be kept back
  /// (Data Protection Act 2018, schedule 3, parts 2 to 4); relatives and others are (schedule 2,
  /// paragraph 16).
  var forSubject: PlanView {
    var view = self
    for (agent, author) in authors where !Worker.holds(author.role) {
      view.authors[agent]?.name = ""
    }
    for part in view.parts.indices {
      for comment in view.parts[part].comments.indices {
        view.parts[part].comments[comment].onBehalfOf?.person = "somebody"
      }
    }
    return view
  }
}

/// E20: the final differs from the served draft only by accepted representations and the placement.
///
/// What changed, and whether anything explains it, comes in as data: the server's ledger knows.
struct ServedDraftRule: CheckRule {
  let id = "E20"
  let title = "Nothing changed unexplained since the draft was served"
  let regulation = "SEND Code of Practice 2015, 9.125"
  let phases: Set<Phase> = [.servedDraft, .final]

  func findings(in plan: CheckSubject) -> [Finding] {
    (plan.context.unexplainedChanges ?? []).map { change in
      finding(.error, change.place, change.range, .changedSinceServed(author: change.author))
    }
  }
}

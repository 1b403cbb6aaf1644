import CRDT
import Plan

/// Which comments of a part belong together.
struct CommentThreads {
  private var comments: [EventID: CommentView] = [:]

  init(_ comments: [CommentView]) {
    for comment in comments { self.comments[comment.id] = comment }
  }

  /// The comment a thread began with.
  func root(of comment: CommentView) -> CommentView {
    var current = comment
    // A thread that goes round in a circle, as only a forger can make one, ends all the same.
    for _ in 0..<comments.count {
      guard let next = current.inReplyTo.flatMap({ comments[$0] }) else { return current }
      current = next
    }
    return current
  }

  /// Whether the comment, or one above it in its thread, is closed.
  func isClosed(_ comment: CommentView) -> Bool {
    var current = comment
    for _ in 0...comments.count {
      if current.resolved { return true }
      guard let next = current.inReplyTo.flatMap({ comments[$0] }) else { return false }
      current = next
    }
    return false
  }
}

package import CRDT
package import Plan
import Store

extension Workspace {
  /// What others changed since a moment, as far as this device has heard of it.
  package struct Changes: Sendable {
    /// The parts that others changed, as they stood then.
    package let before: PlanView
    /// What was written in each part since, this person's own work left out.
    package let arrived: [PartID: [EventStretch]]
  }

  /// - Parameter moment: milliseconds since 1 January 1970, UTC; by the server's clock where it said,
  ///   when it stored them.
  /// - Complexity: O(history) of the parts in which something changed.
  package func changes(
    of plan: OpenPlan, since moment: Int64
  ) throws(ClientError) -> Changes {
    do {
      let own = try store.ownAgents()
      var parts: [PartDocument] = []
      var arrived: [PartID: [EventStretch]] = [:]
      for id in plan.parts {
        let later = try store.heads(of: plan.address(id)).filter {
          $0.received.milliseconds > moment
        }
        let others = later.map(\.stretch).filter { !own.contains($0.first.agent) }
        if others.isEmpty { continue }
        // Work comes in the server's order, so what came since lies behind what came before.
        let cursor = later.map(\.cursor).min().map { $0 - 1 } ?? .max
        parts.append(try part(id, of: plan, through: cursor))
        arrived[id] = others
      }
      let before = PlanView(
        reference: plan.reference, template: plan.template, phase: plan.policy.phase, parts: parts,
        authors: try self.authors(of: plan), finding: .reviews)
      return Changes(before: before, arrived: arrived)
    } catch { throw ClientError(error) }
  }

  /// Who of those who wrote these events of each part changed what.
  ///
  /// - Complexity: O(history of what they changed).
  package func deeds(
    of arrived: [PartID: [EventStretch]], in plan: OpenPlan
  ) throws(ClientError) -> [PartID: PartDeeds] {
    var deeds: [PartID: PartDeeds] = [:]
    for (id, stretches) in arrived {
      let agents = Set(stretches.map(\.first.agent)).sorted()
      let work = agents.map { agent in stretches.filter { $0.first.agent == agent } }
      let changes = PartChanges(of: try part(id, of: plan), strokes: work).changes
      deeds[id] = PartDeeds(zip(agents, changes))
    }
    return deeds
  }

  /// When the person last looked at what is new in a plan; nil if she has not.
  package func lastLooked(at plan: OpenPlan) throws(ClientError) -> Int64? {
    guard case .integer(let moment)? = try looks()[plan.identifier] else { return nil }
    return moment
  }

  /// Notes that the person has seen what is new.
  package func noteLook(
    at plan: OpenPlan, _ moment: Int64 = UnixTime.now().milliseconds
  ) throws(ClientError) {
    var members: [JSONValue.Member] = []
    if case .object(let known) = try looks() {
      members = known.filter { $0.key != plan.identifier }
    }
    members.append(.init(plan.identifier, .integer(moment)))
    do { try store.set(.looked, to: JSONValue.object(members).text()) } catch {
      throw ClientError(error)
    }
  }

  /// Moments by plan.
  private func looks() throws(ClientError) -> JSONValue {
    let text: String?
    do { text = try store.value(of: .looked) } catch { throw ClientError(error) }
    return text.flatMap { try? JSONText.parse(Array($0.utf8)).value } ?? .object([])
  }
}

import Sync

extension SyncResponse {
  /// What the response says of the one part a test asked about.
  func refusal(in name: String) -> RefusalCode? {
    parts.first { $0.name == name }?.refused.first?.code
  }

  func acknowledgements(in name: String) -> [Acknowledgement] {
    parts.first { $0.name == name }?.acknowledged ?? []
  }
}

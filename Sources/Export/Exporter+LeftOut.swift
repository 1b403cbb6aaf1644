package import Plan

extension Exporter {
  /// What a copy names as left out: the parts withheld from whoever made it or from whom it is made
  /// for, in the words of the copy itself. Never anything of what is in them.
  package static func leftOut(_ view: PlanView, options: ExportOptions) -> [String] {
    DocumentBuilder(view: view, options: options).namesOfLeftOut.map(\.description)
  }
}

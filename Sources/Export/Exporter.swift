package import Plan

/// Writes a plan, as one person may see it, for reading outside the program.
package enum Exporter {
  /// The plan in the given format: UTF-8, or a Word file.
  ///
  /// The bytes depend on the arguments alone, so equal views give equal files. A part that was
  /// withheld is named and nothing more. Time and memory grow with the length of the plan.
  ///
  /// - Parameter matter: which kind of document, with what it is made of beside the view.
  package static func export(
    _ view: PlanView, matter: ExportMatter = .plan, as format: ExportFormat,
    options: ExportOptions = ExportOptions()
  ) -> [UInt8] {
    func document() -> ExportDocument { self.document(view, matter, options) }
    switch format {
    case .html: return HTMLWriter.write(document())
    case .docx: return DOCXWriter.write(document())
    case .markdown: return MarkdownWriter.write(document())
    case .plainText: return PlainTextWriter.write(document())
    case .json:
      if case .plan = matter {
        return PlanJSON(view: view, options: options).bytes()
      }
      return DocumentJSON(kind: matter.kind, document: document()).bytes()
    }
  }

  /// How many proposals a working document shows, and how many of them are agreed.
  package static func proposals(
    _ view: PlanView, comparison: ExportMatter.Comparison, options: ExportOptions
  ) -> ProposalCount {
    DocumentBuilder(view: view, options: options).workingDocument(comparison).count
  }

  private static func document(
    _ view: PlanView, _ matter: ExportMatter, _ options: ExportOptions
  ) -> ExportDocument {
    guard options.look != nil else { return plainDocument(view, matter, options) }
    let plain = DocumentBuilder(view: view, options: options)
    let document = plainDocument(view, matter, options)
    guard case .amendmentNotice(let comparison) = matter else {
      return plain.dressed(document, as: matter.kind)
    }
    return plain.dressed(document, as: matter.kind, earlier: comparison.earlier)
  }

  private static func plainDocument(
    _ view: PlanView, _ matter: ExportMatter, _ options: ExportOptions
  ) -> ExportDocument {
    func builder(_ view: PlanView) -> DocumentBuilder {
      DocumentBuilder(view: view, options: options)
    }
    switch matter {
    case .plan: return builder(view.planText(options)).document()
    case .amendmentNotice(let comparison): return builder(view).amendmentNotice(comparison)
    case .workingDocument(let comparison): return builder(view).workingDocument(comparison).document
    case .history(let texts, let dates): return builder(view).history(texts, dates: dates)
    case .easyRead: return builder(view.planText(options)).easyRead()
    case .advice: return builder(view).advice()
    case .subjectAccess(let holdings):
      var all = options
      all.includesComments = true
      return DocumentBuilder(view: view.forSubject, options: all).subjectAccess(holdings)
    }
  }
}

extension PlanView {
  /// The view without what lies beside the plan, unless it is asked for by name.
  fileprivate func planText(_ options: ExportOptions) -> PlanView {
    var view = self
    view.parts.removeAll { part in
      template.part(part.id)?.isPlanText == false && options.sections?.contains(part.id) != true
    }
    return view
  }
}

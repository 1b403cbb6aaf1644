/// A run of words that names an element, or nearly does, within one text.
struct ElementHit: Sendable {
  let element: SpecificationElement
  let run: Range<Int>

  init(_ element: SpecificationElement, _ run: Range<Int>) {
    self.element = element
    self.run = run
  }
}

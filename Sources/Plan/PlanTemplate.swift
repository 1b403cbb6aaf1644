/// A plan's sections, records, fields, roles and rights, as data. (First slice: replaced by the
/// validated reader.)
package struct PlanTemplate: Sendable {}

package import Civic

/// Kinds of ids that only definitions know; all are `snake_case` and unique within their kind in one definition.
package enum NoticeKind: IdentifierKind { package static var spelling: IdentifierSpelling { .snake } }
package enum AttributeKind: IdentifierKind { package static var spelling: IdentifierSpelling { .snake } }
package enum ColumnKind: IdentifierKind { package static var spelling: IdentifierSpelling { .snake } }
package enum RowKind: IdentifierKind { package static var spelling: IdentifierSpelling { .snake } }
package enum WordKind: IdentifierKind { package static var spelling: IdentifierSpelling { .snake } }
package enum ScenarioKind: IdentifierKind { package static var spelling: IdentifierSpelling { .snake } }

package typealias NoticeID = Identifier<NoticeKind>
/// A value that the case itself carries: `agency`, `proposed_agency`, `priority`.
package typealias Attribute = Identifier<AttributeKind>
/// A column of a register's rows: `workdays`.
package typealias ColumnID = Identifier<ColumnKind>
/// A row of a decision table.
package typealias RowID = Identifier<RowKind>
/// A code that rules use and that has no name of its own elsewhere: an attribute, a column, a table, one of their values.
package typealias WordID = Identifier<WordKind>
package typealias ScenarioID = Identifier<ScenarioKind>

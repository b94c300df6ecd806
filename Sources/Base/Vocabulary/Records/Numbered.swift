/// A number with its noun, for one or for many: `1 row`, `0 rows`, `2 rows`. A noun may bring its verb: `1 row is`, `2 rows are`.
/// - Parameter many: the noun for all but one; `one` with an `s` where it is left out.
public func numbered(_ number: some BinaryInteger, _ one: String, _ many: String? = nil) -> String {
    "\(number) \(number == 1 ? one : many ?? one + "s")"
}

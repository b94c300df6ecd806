/// What bounds an expression and the values it works on; every bound is an error, never a crash.
public enum Limits: Sendable {
    /// The longest source, in bytes of UTF-8.
    public static let sourceBytes = 4096
    /// The largest number of parts (names, literals, operators) in one expression.
    public static let parts = 1024
    /// The deepest nesting of one expression, and of a list or map that is compared; it fits into a stack of 1 MiB.
    public static let nesting = 64
    /// The longest text or byte string, in bytes.
    public static let textBytes = 65_536
    /// The largest number of elements in a list or map.
    public static let elements = 10_000
    /// What one evaluation may cost: one per part evaluated and per element touched, and one per 64 bytes.
    public static let cost = 100_000
    /// The largest number of slots in one set of declarations.
    public static let slots = 1024
    /// The largest number of rules in one rule set.
    public static let rules = 64
}

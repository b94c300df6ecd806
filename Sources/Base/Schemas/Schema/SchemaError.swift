/// Why a schema itself cannot be used, and where in it.
public struct SchemaError: Error, Hashable, Sendable, CustomStringConvertible {
    /// The place in the schema: its resource's URI, if it has one, and a JSON pointer.
    public let path: String
    /// What is wrong and the way out, in one lower-case fragment.
    public let message: String

    /// The message with its place.
    public var description: String { "\(quoted(path)): \(message)" }

    package init(path: String, message: String) {
        self.path = path
        self.message = message
    }
}

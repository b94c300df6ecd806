/// One way in which a document breaks its schema.
public struct SchemaFinding: Hashable, Sendable, CustomStringConvertible {
    /// The place in the document as a JSON pointer (RFC 6901); empty for the whole document.
    public let path: String
    /// The keyword that was broken: `required`, `maximum`.
    public let keyword: String
    /// What is wrong and the way out, in one lower-case fragment.
    public let message: String

    /// The message with its place.
    public var description: String { path.isEmpty ? message : "\(quoted(path)): \(message)" }

    package init(path: String, keyword: String, message: String) {
        self.path = path
        self.keyword = keyword
        self.message = message
    }
}

public import Vocabulary

/// One value of a YAML file with the place where it was written.
public struct YAMLNode: Sendable, Equatable {
    /// What a node holds: a scalar, a list or a mapping whose keys keep their order and place.
    public enum Content: Sendable, Equatable {
        case scalar(YAMLScalar)
        case list([YAMLNode])
        case mapping([YAMLEntry])
    }

    /// The value itself.
    public let content: Content
    /// Where the value begins.
    public let position: SourcePosition

    /// Joins a value and its place.
    public init(_ content: Content, at position: SourcePosition) {
        self.content = content
        self.position = position
    }

    /// The value under a key; nil for an absent key and for a node that is no mapping.
    public subscript(key: String) -> YAMLNode? { entry(key)?.value }

    /// The key and value under a name, with the key's own place.
    public func entry(_ key: String) -> YAMLEntry? { entries.first { $0.key == key } }

    /// The entries of a mapping in file order; empty for anything else.
    public var entries: [YAMLEntry] {
        if case .mapping(let entries) = content { entries } else { [] }
    }

    /// The items of a list; a value that is no list counts as its only item, null as none.
    public var items: [YAMLNode] {
        switch content {
        case .list(let items): items
        case .scalar(let scalar) where scalar.value == .null: []
        default: [self]
        }
    }

    /// The scalar's text as written, quotes removed; nil for a list, a mapping and null.
    public var text: String? {
        guard case .scalar(let scalar) = content, scalar.value != .null else { return nil }
        return scalar.text
    }
}

/// One key of a mapping with its value.
public struct YAMLEntry: Sendable, Equatable {
    /// The key's text.
    public let key: String
    /// Where the key begins.
    public let position: SourcePosition
    /// What stands under the key.
    public let value: YAMLNode

    /// Joins a key, its place and its value.
    public init(_ key: String, at position: SourcePosition, _ value: YAMLNode) {
        self.key = key
        self.position = position
        self.value = value
    }
}

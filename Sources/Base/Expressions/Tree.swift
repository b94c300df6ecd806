/// One part of a checked expression, for whoever wants to read a condition rather than evaluate it.
public struct Tree: Sendable {
    /// What the part does.
    public indirect enum Kind: Sendable {
        /// A value as written.
        case literal(Value)
        /// The value of a slot.
        case slot(Slot)
        /// Whether a slot has a value: `has(entity.purchases)`.
        case hasSlot(Slot)
        /// A field of a map.
        case field(Tree, String)
        /// Whether a map has a field.
        case hasField(Tree, String)
        /// An element of a list or a map: `list[0]`.
        case element(Tree, at: Tree)
        /// A list as written.
        case list([Tree])
        /// A map as written.
        case map([Entry])
        /// An operator with its one or two operands.
        case operation(Operator, [Tree])
        /// The first part decides between the two others.
        case conditional(Tree, Tree, Tree)
        /// A function with its arguments; of `text.contains(part)` the text is the first.
        case call(Function, [Tree])
    }

    /// One entry of a map as written.
    public struct Entry: Sendable {
        /// The part before the colon.
        public let key: Tree
        /// The part after the colon.
        public let value: Tree
    }

    /// What the part does.
    public let kind: Kind
    /// The type of its value, as far as it is known.
    public let type: ValueType
    /// Bytes of UTF-8 before the place an error about this part points at.
    public let offset: Int

    /// The parts directly below this one, from left to right.
    public var children: [Tree] {
        switch kind {
        case .literal, .slot, .hasSlot: []
        case .field(let target, _), .hasField(let target, _): [target]
        case .element(let target, let index): [target, index]
        case .list(let elements): elements
        case .map(let entries): entries.flatMap { [$0.key, $0.value] }
        case .operation(_, let operands): operands
        case .conditional(let condition, let first, let second): [condition, first, second]
        case .call(_, let arguments): arguments
        }
    }

    /// Calls the closure with this part and everything below it, parents first, from left to right.
    public func visit(_ body: (Tree) -> Void) {
        body(self)
        for child in children { child.visit(body) }
    }

    var literal: Value? {
        if case .literal(let value) = kind { value } else { nil }
    }
}

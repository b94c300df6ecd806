/// One named, typed place that a frame holds a value for.
public struct Slot: Hashable, Sendable {
    /// The dotted name as written in expressions, such as `entity.purchases`.
    public let name: String
    /// The type of its values.
    public let type: ValueType
    /// Its place in a frame.
    let index: Int
    /// The declarations it belongs to.
    let fingerprint: UInt64
}

/// Why a set of declarations is not valid.
public struct DeclarationError: Error, Hashable, Sendable, CustomStringConvertible {
    /// One lower-case fragment that names the declaration and the way out.
    public let description: String
}

/// The slots that expressions may read, by name. Expressions and frames of one set of declarations fit
/// together.
public struct Declarations: Sendable {
    /// All slots, in the order they were declared.
    public let slots: [Slot]
    private let indexes: [String: Int]
    /// Differs between sets with other names or types, so that a frame never serves an expression it does not
    /// fit.
    let fingerprint: UInt64
    /// What a frame starts from: every slot absent.
    let empty: [Cell]
    /// How many slots hold their values outside their cell.
    let boxes: Int

    /// Declares slots by dotted name, such as `("entity.purchases", .int)`.
    ///
    /// Of two names of which one starts with the other, the longer one is read, as in the language.
    /// - Throws: `DeclarationError` for a name that is not made of identifiers, is there twice, or is one too
    ///   many.
    public init(_ variables: [(name: String, type: ValueType)]) throws(DeclarationError) {
        guard variables.count <= Limits.slots else {
            throw DeclarationError(
                description: "\(variables.count) names are declared; at most \(Limits.slots) are possible")
        }
        let fingerprint = Fingerprint.of(variables.map { "\($0.name):\($0.type)\n" }.joined().utf8)
        var slots: [Slot] = []
        var indexes: [String: Int] = [:]
        for (name, type) in variables {
            guard Declarations.isName(name) else {
                throw DeclarationError(description: "`\(name)` is no name; write identifiers joined by dots")
            }
            guard indexes.updateValue(slots.count, forKey: name) == nil else {
                throw DeclarationError(description: "`\(name)` is declared twice; keep one")
            }
            slots.append(Slot(name: name, type: type, index: slots.count, fingerprint: fingerprint))
        }
        self.slots = slots
        self.indexes = indexes
        self.fingerprint = fingerprint
        var boxes = 0
        empty = slots.map { slot in
            guard Cell.Kind(slot.type) == nil || slot.type == .string else {
                return Cell(declared: slot.type, box: nil)
            }
            boxes += 1
            return Cell(declared: slot.type, box: boxes - 1)
        }
        self.boxes = boxes
    }

    /// The slot of this name, or nil.
    public func slot(_ name: String) -> Slot? { indexes[name].map { slots[$0] } }

    private static func isName(_ text: String) -> Bool {
        guard text.utf8.count <= 256 else { return false }
        return text.split(separator: ".", omittingEmptySubsequences: false).allSatisfy { part in
            guard let first = part.utf8.first, Lexer.startsName(first) else { return false }
            return part.utf8.allSatisfy(Lexer.continuesName) && !Lexer.keywords.contains(String(part))
        }
    }
}

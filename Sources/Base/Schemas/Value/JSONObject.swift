/// The members of a JSON object: in the order they came, each key once.
///
/// Keys are compared by code points. Looking a key up costs a short scan in small objects and a hash in large
/// ones.
public struct JSONObject: Sendable {
    /// One key and its value.
    public struct Member: Sendable, Hashable {
        /// The key, unescaped.
        public let key: String
        /// What stands under it.
        public var value: JSON
    }

    /// The members in their order.
    public private(set) var members: [Member] = []
    private var places: [HashedKey: Int] = [:]

    /// From this size on keys are found by hash instead of by scan.
    private static let scanLimit = 24

    /// An object without members.
    public init() {}

    /// Members in this order. A key given twice is a mistake in the program, and stops it.
    public init(_ pairs: some Sequence<(String, JSON)>) {
        var isInOrder = true
        for (key, value) in pairs {
            // Keys in order cannot repeat, and in the code most are.
            let isNext = members.last.map { $0.key.precedesInCanonicalOrder(key) } ?? true
            isInOrder = isInOrder && isNext
            precondition(isInOrder || place(of: key) == nil, "a JSON object was built with the key `\(key)` twice")
            append(key, value)
        }
    }

    /// Members in this order, leaving out those without a value: for optional fields.
    public init(present pairs: KeyValuePairs<String, JSON?>) {
        self.init(pairs.lazy.compactMap { key, value in value.map { (key, $0) } })
    }

    /// The value of `key`. Assigning replaces in place or appends; assigning nil removes.
    public subscript(key: String) -> JSON? {
        get { place(of: key).map { members[$0].value } }
        set {
            switch (place(of: key), newValue) {
            case (let place?, let value?): members[place].value = value
            case (let place?, nil): remove(at: place)
            case (nil, let value?): append(key, value)
            case (nil, nil): break
            }
        }
    }

    /// How many members there are.
    public var count: Int { members.count }

    /// Whether there are no members.
    public var isEmpty: Bool { members.isEmpty }

    /// The keys in their order.
    public var keys: [String] { members.map(\.key) }

    /// Makes the object from members whose keys are already known to differ.
    init(distinct members: [Member]) {
        self.members = members
        if members.count > Self.scanLimit { index() }
    }

    /// Where `key` stands among the members.
    func place(of key: String) -> Int? {
        if members.count > Self.scanLimit { return places[HashedKey(text: key)] }
        return members.firstIndex { $0.key.hasSameCodePoints(as: key) }
    }

    private mutating func append(_ key: String, _ value: JSON) {
        members.append(Member(key: key, value: value))
        if members.count == Self.scanLimit + 1 {
            index()
        } else if members.count > Self.scanLimit {
            places[HashedKey(text: key)] = members.count - 1
        }
    }

    private mutating func remove(at place: Int) {
        members.remove(at: place)
        index()
    }

    private mutating func index() {
        places.removeAll()
        guard members.count > Self.scanLimit else { return }
        for (place, member) in members.enumerated() { places[HashedKey(text: member.key)] = place }
    }

    private struct HashedKey: Hashable {
        let text: String

        static func == (left: HashedKey, right: HashedKey) -> Bool {
            left.text.hasSameCodePoints(as: right.text)
        }
        func hash(into hasher: inout Hasher) { text.hashCodePoints(into: &hasher) }
    }
}

/// Equal when both have the same keys with equal values, in whatever order.
extension JSONObject: Hashable {
    /// Equality without regard to order.
    public static func == (left: JSONObject, right: JSONObject) -> Bool {
        left.count == right.count && left.members.allSatisfy { right[$0.key] == $0.value }
    }

    /// Equal objects hash equally in whatever order.
    public func hash(into hasher: inout Hasher) {
        var sum = 0
        for member in members {
            var own = Hasher()
            member.key.hashCodePoints(into: &own)
            own.combine(member.value)
            sum &+= own.finalize()
        }
        hasher.combine(count)
        hasher.combine(sum)
    }
}

extension JSONObject: ExpressibleByDictionaryLiteral {
    /// The object a literal stands for; a key twice stops the program.
    public init(dictionaryLiteral elements: (String, JSON)...) { self.init(elements) }
}

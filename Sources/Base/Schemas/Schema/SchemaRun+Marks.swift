/// What schemas have looked at among the members or items of a value, for `unevaluated…`.
///
/// Most schemas never ask. So a mark is only a number, and the sets stand on a stack of the run.
extension SchemaRun {
    /// Where marks go: a place on the stack of sets, or nowhere.
    struct Marks: Equatable {
        let place: Int

        static let unwanted = Marks(place: -1)
    }

    /// A set of places among the members or items of one value.
    struct Looked {
        private var words: [UInt64] = []

        mutating func insert(_ place: Int) {
            while words.count <= place >> 6 { words.append(0) }
            words[place >> 6] |= 1 << UInt64(place & 63)
        }

        func contains(_ place: Int) -> Bool {
            place >> 6 < words.count && words[place >> 6] >> UInt64(place & 63) & 1 == 1
        }

        mutating func formUnion(_ other: Looked) {
            while words.count < other.words.count { words.append(0) }
            for (index, word) in other.words.enumerated() { words[index] |= word }
        }
    }

    /// An empty set for a schema that begins.
    mutating func openMarks() -> Marks {
        looked.append(Looked())
        return Marks(place: looked.count - 1)
    }

    /// Ends the set opened last; what was looked at counts for the schema around it, if that one held.
    mutating func closeMarks(into outer: Marks) {
        let last = looked.removeLast()
        if outer != .unwanted { looked[outer.place].formUnion(last) }
    }

    @inline(__always)
    mutating func insert(_ place: Int, into marks: Marks) {
        if marks != .unwanted { looked[marks.place].insert(place) }
    }

    func contains(_ place: Int, _ marks: Marks) -> Bool {
        marks != .unwanted && looked[marks.place].contains(place)
    }
}

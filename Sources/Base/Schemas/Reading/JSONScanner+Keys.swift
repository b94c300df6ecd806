extension JSONScanner {
    /// Objects up to this size compare every pair of keys; larger ones sort them first.
    private static let pairLimit = 16

    /// Refuses the object that just ended when two of its keys are the same after unescaping.
    ///
    /// Called with the object as the last tokens. Every key carries a signature, so bytes are rarely
    /// compared; large objects are sorted by their bytes, which no choice of keys can make slow.
    func refuseRepeatedKeys(_ bytes: Span<UInt8>) throws(JSONError) {
        let object = open
        let count = Int(tokens[object].low)
        if count > Self.pairLimit { return try refuseRepeatedAmongMany(object, count, bytes) }
        if haveDistinctSignatures(object, count) { return }
        var later = object + 1
        for place in 0..<count {
            var earlier = object + 1
            for _ in 0..<place {
                if tokens[earlier].high == tokens[later].high, sameText(earlier, later, bytes) {
                    throw repeated(later, bytes)
                }
                earlier = afterMember(earlier)
            }
            later = afterMember(later)
        }
    }

    /// Whether the keys of a small object differ at first sight; false when that takes a closer look.
    private func haveDistinctSignatures(_ object: Int, _ count: Int) -> Bool {
        var low: UInt64 = 0
        var high: UInt64 = 0
        var key = object + 1
        for _ in 0..<count {
            let place = (tokens[key].high &* 0x9E37_79B1) >> 25
            let bit: UInt64 = 1 << UInt64(place & 63)
            if place < 64 {
                if low & bit != 0 { return false }
                low |= bit
            } else {
                if high & bit != 0 { return false }
                high |= bit
            }
            key = afterMember(key)
        }
        return true
    }

    private func refuseRepeatedAmongMany(_ object: Int, _ count: Int, _ bytes: Span<UInt8>) throws(JSONError) {
        var keys: [(text: [UInt8], token: Int)] = []
        keys.reserveCapacity(count)
        var index = object + 1
        for _ in 0..<count {
            keys.append((JSONEscapes.content(of: tokens[index], in: bytes), index))
            index = afterMember(index)
        }
        keys.sort { one, other in
            one.text == other.text ? one.token < other.token : one.text.lexicographicallyPrecedes(other.text)
        }
        for (one, other) in zip(keys, keys.dropFirst()) where one.text == other.text {
            throw repeated(other.token, bytes)
        }
    }

    private func afterMember(_ key: Int) -> Int {
        switch tokens[key + 1].kind {
        case .array, .object: Int(tokens[key + 1].high)
        default: key + 2
        }
    }

    private func sameText(_ one: Int, _ other: Int, _ bytes: Span<UInt8>) -> Bool {
        let (left, right) = (tokens[one], tokens[other])
        if left.flag || right.flag {
            return JSONEscapes.content(of: left, in: bytes) == JSONEscapes.content(of: right, in: bytes)
        }
        guard left.low == right.low else { return false }
        return PlainText.same(bytes, Int(left.start), bytes, Int(right.start), count: Int(left.low))
    }

    private func repeated(_ token: Int, _ bytes: Span<UInt8>) -> JSONError {
        let key = String(decoding: JSONEscapes.content(of: tokens[token], in: bytes), as: UTF8.self)
        return fault(
            "key \(quoted(key)) appears twice in one object; keep one", at: Int(tokens[token].start) - 1,
            bytes)
    }
}

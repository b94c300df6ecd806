extension Evaluator {
    mutating func call(_ function: Function, _ arguments: [Value]) throws(EvaluationError) -> Value {
        let first = arguments[0]
        switch function {
        case .contains, .startsWith, .endsWith:
            guard case .string(let text) = first, case .string(let part) = arguments[1] else {
                throw error(.noSuchOverload)
            }
            try spend((text.utf8.count + part.utf8.count) / 64)
            return .bool(matches(function, Array(text.utf8), Array(part.utf8)))
        case .size: return .int(Int64(try size(of: first)))
        case .dyn: return first
        default:
            try spend(first.byteCount / 64)
            guard function.result(of: [first.type]) != nil else { throw error(.noSuchOverload) }
            guard let converted = first.converted(by: function) else { throw error(.conversion) }
            return converted
        }
    }

    private mutating func size(of value: Value) throws(EvaluationError) -> Int {
        switch value {
        case .string(let text):
            try spend(text.utf8.count / 64)
            return text.unicodeScalars.count
        case .bytes(let bytes): return bytes.count
        case .list(let list): return list.count
        case .map(let map): return map.count
        default: throw error(.noSuchOverload)
        }
    }

    private func matches(_ function: Function, _ text: [UInt8], _ part: [UInt8]) -> Bool {
        switch function {
        case .startsWith: text.starts(with: part)
        case .endsWith: text.reversed().starts(with: part.reversed())
        default: contains(text, part)
        }
    }

    /// Knuth, Morris and Pratt's search: linear also for texts made to be slow.
    private func contains(_ text: [UInt8], _ part: [UInt8]) -> Bool {
        guard !part.isEmpty else { return true }
        var fallback = [0]
        var matched = 0
        for byte in part.dropFirst() {
            while matched > 0, byte != part[matched] { matched = fallback[matched - 1] }
            if byte == part[matched] { matched += 1 }
            fallback.append(matched)
        }
        matched = 0
        for byte in text {
            while matched > 0, byte != part[matched] { matched = fallback[matched - 1] }
            if byte == part[matched] { matched += 1 }
            if matched == part.count { return true }
        }
        return false
    }
}

extension Value {
    fileprivate var byteCount: Int {
        switch self {
        case .string(let text): text.utf8.count
        case .bytes(let bytes): bytes.count
        default: 0
        }
    }

    /// The value in the type a conversion asks for, or nil when it has no place there.
    fileprivate func converted(by function: Function) -> Value? {
        switch function {
        case .int: asInt.map { .int($0) }
        case .uint: asUInt.map { .uint($0) }
        case .double: asDouble.map { .double($0) }
        case .string: asText.map { .string($0) }
        case .bool: asBool.map { .bool($0) }
        case .bytes: asBytes.map { .bytes($0) }
        default: nil
        }
    }

    private var asInt: Int64? {
        switch self {
        case .int(let int): int
        case .uint(let uint): Int64(exactly: uint)
        case .double(let double): double > -0x1p63 && double < 0x1p63 ? Int64(double) : nil
        case .string(let text): Int64(text)
        default: nil
        }
    }

    private var asUInt: UInt64? {
        switch self {
        case .int(let int): UInt64(exactly: int)
        case .uint(let uint): uint
        case .double(let double): double >= 0 && double < 0x1p64 ? UInt64(double) : nil
        case .string(let text): UInt64(text)
        default: nil
        }
    }

    private var asDouble: Double? {
        switch self {
        case .int(let int): Double(int)
        case .uint(let uint): Double(uint)
        case .double(let double): double
        case .string(let text): Double(text)
        default: nil
        }
    }

    private var asText: String? {
        switch self {
        case .bool(let bool): bool ? "true" : "false"
        case .int(let int): String(int)
        case .uint(let uint): String(uint)
        case .double(let double): text(of: double)
        case .string(let text): text
        case .bytes(let bytes): String(validating: bytes, as: UTF8.self)
        default: nil
        }
    }

    /// The shortest text that reads back as the same number; whole numbers up to 10^15 without a fraction.
    private func text(of double: Double) -> String {
        guard abs(double) < 1e15, case .int(let int)? = double.wholeNumber else { return "\(double)" }
        return String(int)
    }

    private var asBool: Bool? {
        switch self {
        case .bool(let bool): bool
        case .string("1"), .string("t"), .string("true"), .string("TRUE"), .string("True"): true
        case .string("0"), .string("f"), .string("false"), .string("FALSE"), .string("False"): false
        default: nil
        }
    }

    private var asBytes: [UInt8]? {
        switch self {
        case .bytes(let bytes): bytes
        case .string(let text): Array(text.utf8)
        default: nil
        }
    }
}

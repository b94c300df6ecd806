import Expressions
import Foundation

/// Seeds of one property: few in every run, many where `MANDATE_PROVE` is set.
func seeds(_ few: Int, _ many: Int) -> Range<Int> {
    0..<(ProcessInfo.processInfo.environment["MANDATE_PROVE"] == nil ? few : many)
}

/// SplitMix64 (Steele, Lea, Flood): the same numbers for the same seed, everywhere.
struct Random: RandomNumberGenerator {
    private var state: UInt64

    init(seed: Int) { state = UInt64(truncatingIfNeeded: seed) }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    mutating func below(_ limit: Int) -> Int { Int(next() % UInt64(limit)) }

    mutating func chance(_ percent: Int) -> Bool { below(100) < percent }

    mutating func pick<Element>(_ choices: [Element]) -> Element { choices[below(choices.count)] }
}

/// Writes random expressions of a wanted type, and fills random frames for them.
struct Writer {
    var random: Random
    var readsSlots = true

    static let slots: [(name: String, type: ValueType)] = [
        ("a", .int), ("entity.purchases", .int), ("u", .uint), ("d", .double), ("entity.rate", .double),
        ("open", .bool), ("entity.status", .string), ("s", .string), ("any", .dyn),
        ("facts", .map(.string, .dyn)),
        ("tags", .list(.string)),
    ]

    static let literals: [ValueType: [String]] = [
        .int: ["0", "1", "-1", "2", "7", "100", "9223372036854775807", "-9223372036854775808"],
        .uint: ["0u", "1u", "3u", "18446744073709551615u"],
        .double: ["0.0", "1.0", "-2.5", "1e300", "0.1", "9007199254740993.0"],
        .bool: ["true", "false"],
        .string: [
            "''", "'paused'", "'active'", "'Am\\u00E9lie'", "'a text that is longer than thirty-two bytes'",
        ],
    ]

    mutating func expression(_ type: ValueType, depth: Int) -> String {
        if depth == 0 || random.chance(15) { return leaf(type) }
        let next = depth - 1
        if random.chance(10) {
            let (first, second) = (expression(type, depth: next), expression(type, depth: next))
            return "(\(expression(.bool, depth: next)) ? \(first) : \(second))"
        }
        switch type {
        case .bool: return condition(next)
        case .string:
            return random.chance(50) ? leaf(type) : "(\(leaf(type)) + \(expression(type, depth: next)))"
        case .int where random.chance(10): return "size(\(expression(.string, depth: next)))"
        case .int where random.chance(10): return "-(\(expression(.int, depth: next)))"
        case .double where random.chance(20):
            return "double(\(expression(random.pick([.int, .uint]), depth: next)))"
        default:
            let symbol = random.pick(type == .double ? ["+", "-", "*", "/"] : ["+", "-", "*", "/", "%"])
            return "(\(expression(type, depth: next)) \(symbol) \(expression(type, depth: next)))"
        }
    }

    private mutating func leaf(_ type: ValueType) -> String {
        let names = Writer.slots.filter { $0.type == type }.map(\.name)
        if readsSlots, !names.isEmpty, random.chance(60) { return random.pick(names) }
        if readsSlots, type == .bool, random.chance(30) {
            return random.pick([
                "has(entity.status)", "has(entity.rate)", "has(facts.rate)", "any", "facts.open",
            ])
        }
        return random.pick(Writer.literals[type] ?? ["null"])
    }

    private mutating func condition(_ depth: Int) -> String {
        let type: ValueType = random.pick([.int, .uint, .double, .string, .int])
        let left = expression(type, depth: depth)
        switch random.below(10) {
        case 0, 1: return "(\(expression(.bool, depth: depth)) && \(expression(.bool, depth: depth)))"
        case 2, 3: return "(\(expression(.bool, depth: depth)) || \(expression(.bool, depth: depth)))"
        case 4: return "!\(expression(.bool, depth: depth))"
        case 5: return "(\(left) in [\(leaf(type)), \(random.pick(Writer.literals[type] ?? []))])"
        case 6 where type == .string:
            return "\(left).\(random.pick(["contains", "startsWith", "endsWith"]))(\(leaf(type)))"
        case 6 where readsSlots: return "(any \(random.pick(["==", "<", "!="])) \(left))"
        case 7 where type != .string:
            let other = expression(random.pick([.int, .uint, .double]), depth: depth)
            return "(\(left) \(random.pick(["<", "<=", ">", ">="])) \(other))"
        default:
            let symbol = random.pick(["==", "!=", "<", "<=", ">", ">="])
            return "(\(left) \(symbol) \(expression(type, depth: depth)))"
        }
    }

    // MARK: Frames

    mutating func frame(_ declarations: Declarations) -> Frame {
        var frame = Frame(declarations)
        for slot in declarations.slots where !random.chance(8) {
            frame.set(slot, to: value(random.chance(3) ? .dyn : slot.type))
        }
        return frame
    }

    private mutating func value(_ type: ValueType) -> Value {
        switch type {
        case .int: .int(random.pick([0, 1, -1, 7, 100, .max, .min, Int64(random.below(1000))]))
        case .uint: .uint(random.pick([0, 1, 3, .max, UInt64(random.below(1000))]))
        case .double: .double(random.pick([0, -0.0, 1, -2.5, 0.1, .nan, .infinity, 1e300]))
        case .bool: .bool(random.chance(50))
        case .string:
            .string(
                random.pick([
                    "", "paused", "active", "Ame\u{301}lie", "a text that is longer than thirty-two bytes",
                ]))
        case .map: .map([.string("rate"): value(.dyn), .string("open"): .bool(random.chance(50))])
        case .list: .list([value(.string), value(.string)])
        default: random.chance(10) ? .null : value(random.pick([.int, .uint, .double, .bool, .string]))
        }
    }
}

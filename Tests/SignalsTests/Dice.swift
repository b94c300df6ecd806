import Foundation

/// Repeatable chance: SplitMix64 (Steele, Lea, Flood, 2014). A failing test prints its seed.
struct Dice: RandomNumberGenerator {
    private var state: UInt64

    init(seed: Int) {
        state = UInt64(bitPattern: Int64(seed)) &* 0x9E37_79B9_7F4A_7C15 &+ 0x1234_5678_9ABC_DEF1
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ value >> 30) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ value >> 27) &* 0x94D0_49BB_1331_11EB
        return value ^ value >> 31
    }

    mutating func below(_ limit: Int) -> Int { Int(next() % UInt64(limit)) }
    mutating func one<T>(of list: [T]) -> T { list[below(list.count)] }
    mutating func chance(_ percent: Int) -> Bool { below(100) < percent }
}

/// How many seeds a property is tried with: a slice by default, a hundred times as many with MANDATE_PROVE=1.
enum Proof {
    static let isFull = ProcessInfo.processInfo.environment["MANDATE_PROVE"] == "1"

    static func seeds(_ slice: Int) -> Range<Int> { 0..<(isFull ? slice * 100 : slice) }
}

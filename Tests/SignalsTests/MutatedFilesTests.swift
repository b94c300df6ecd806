import Signals
import Testing
import Vocabulary

/// P37 for the import: whatever the bytes, it ends, it does not crash, and every line is accounted for.
@Suite struct MutatedFilesTests {
    static let seeds: [String] = ["en", "de", "fr"].flatMap { code in
        ["google-campaigns-\(code)", "meta-ads-\(code)", "linkedin-campaigns-\(code)", "microsoft-ad-groups-\(code)"]
    }

    static let spice: [[UInt8]] = [
        [0x22], [0x22, 0x22], [0x0A], [0x0D], [0x0D, 0x0A], [0x2C], [0x3B], [0x09], [0x00], [0xFF, 0xFE],
        [0xEF, 0xBB, 0xBF],
        [0xC3], [0xED, 0xA0, 0x80], [0xF4, 0x90, 0x80, 0x80], Array("-".utf8), Array("--".utf8), Array("1e9".utf8),
        Array("99999999999999999999999999".utf8), Array("Total".utf8), Array("2017-02-30".utf8), Array("=1+1".utf8),
        Array(repeating: 0x41, count: 700), Array(repeating: 0x2C, count: 300), [0xE2, 0x80, 0xAF],
    ]

    static func mutated(_ bytes: [UInt8], _ dice: inout Dice) -> [UInt8] {
        var bytes = bytes
        for _ in 0...dice.below(12) where !bytes.isEmpty {
            let place = dice.below(bytes.count)
            let length = min(dice.below(40), bytes.count - place)
            switch dice.below(6) {
            case 0: bytes[place] = UInt8(dice.below(256))
            case 1: bytes.removeSubrange(place..<place + length)
            case 2: bytes.insert(contentsOf: dice.one(of: spice), at: place)
            case 3: bytes.insert(contentsOf: Array(bytes[place..<place + length]), at: dice.below(bytes.count))
            case 4: bytes[place] ^= 1 << UInt8(dice.below(8))
            default: bytes = Array(bytes[..<max(1, place)])
            }
        }
        return bytes
    }

    static func options(_ dice: inout Dice) throws -> ImportOptions {
        var options = ImportOptions(source: try #require(SourceName("ads.metrics")))
        options.currency = dice.chance(50) ? Currency("EUR") : nil
        options.period = Period(parsing: "2017-07-01/2017-09-30")
        options.numbers = dice.one(of: [nil, .point, .comma])
        options.dates = dice.one(of: [nil, .dayFirst, .monthFirst])
        options.limits.columns = 100
        options.limits.fieldBytes = 500
        options.limits.rowBytes = 2_000
        return options
    }

    @Test("P37 mutated files never crash or hang, and every line is accounted for", arguments: Proof.seeds(150))
    func mutations(seed: Int) throws {
        var dice = Dice(seed: seed)
        let original = try #require(SharedFiles.bytes(SharedFiles.fixtures + "/\(dice.one(of: Self.seeds)).csv"))
        let bytes = Self.mutated(original, &dice)
        let options = try Self.options(&dice)
        let size = dice.one(of: [1, 5, 64, 4_096])
        let plan: ImportPlan
        do {
            plan = try ImportPlan(of: { Chunks(bytes, size: size) }, options)
        } catch {
            #expect(!error.message.isEmpty && !error.message.contains("\n"), "seed \(seed)")
            return
        }
        guard plan.isComplete else { return }
        var importer = try Importer(Chunks(bytes, size: size), plan)
        var accepted = 0
        var refused = 0
        var last = 0
        while let row = try importer.next() {
            switch row {
            case .metrics(let row):
                accepted += 1
                #expect(row.line > last && !row.counts.isEmpty, "seed \(seed)")
                last = row.line
            case .entity(let row): last = row.line
            case .refused(let row):
                refused += 1
                #expect(row.line > last && !row.reason.message.isEmpty, "seed \(seed)")
                last = row.line
            }
        }
        let summary = importer.summary
        #expect(summary.accepted == accepted && summary.refused == refused, "seed \(seed)")
        #expect(summary.lines == Self.lines(bytes, plan.format), "seed \(seed)")
        #expect(summary.refusedByKind.values.reduce(0, +) == refused, "seed \(seed)")
    }

    /// Lines counted another way: line breaks in the text, and what follows the last one.
    static func lines(_ bytes: [UInt8], _ format: DelimitedFormat) -> Int {
        let body = Array(bytes.dropFirst(format.markBytes))
        let units: [UInt16]
        switch format.encoding {
        case .utf8, .windows1252: units = body.map(UInt16.init)
        case .utf16LittleEndian, .utf16BigEndian:
            let isLittle = format.encoding == .utf16LittleEndian
            units = stride(from: 0, to: body.count, by: 2).map { index in
                guard index + 1 < body.count else { return 0xFFFD }
                let (low, high) = isLittle ? (body[index], body[index + 1]) : (body[index + 1], body[index])
                return UInt16(high) << 8 | UInt16(low)
            }
        }
        var count = 0
        for (index, unit) in units.enumerated() {
            if unit == 0x0A || unit == 0x0D && !(index + 1 < units.count && units[index + 1] == 0x0A) { count += 1 }
        }
        let endsWithBreak = units.last == 0x0A || units.last == 0x0D
        return count + (units.isEmpty || endsWithBreak ? 0 : 1)
    }

    @Test("P37 random bytes never crash the reader, and its lines add up", arguments: Proof.seeds(60))
    func noise(seed: Int) throws {
        var dice = Dice(seed: seed)
        let alphabet = Array("a1\",;\t\n\r \u{E9}".utf8)
        let bytes = (0..<dice.below(3_000)).map { _ in dice.one(of: alphabet) }
        var limits = ReadingLimits()
        (limits.columns, limits.fieldBytes, limits.rowBytes, limits.linesInField) = (20, 60, 200, 3)
        let format = DelimitedFormat(delimiter: dice.one(of: Delimiter.allCases))
        var shapes: [[[Int]]] = []
        for size in [1, 7, 10_000] {
            var reader = DelimitedReader(Chunks(bytes, size: size), format, limits: limits)
            var record = Record()
            var shape: [[Int]] = []
            var next = 1
            while try reader.next(into: &record) {
                #expect(record.line == next && record.lines > 0, "seed \(seed)")
                next += record.lines
                shape.append([record.line, record.fault == nil ? record.count : -1])
            }
            #expect(next - 1 == Self.lines(bytes, format), "seed \(seed)")
            shapes.append(shape)
        }
        #expect(shapes[0] == shapes[2] && shapes[1] == shapes[2], "seed \(seed)")
    }
}

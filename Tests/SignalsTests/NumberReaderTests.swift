import Signals
import Testing
import Vocabulary

@Suite struct NumberReaderTests {
    static func read(_ text: String, _ style: NumberStyle = .point) -> NumberReading {
        NumberReader(style).read(Array(text.utf8)[...])
    }

    static func value(_ text: String, _ style: NumberStyle = .point) -> String? {
        guard case .value(let value, let sign, _) = read(text, style) else { return nil }
        return sign.isEmpty ? value.description : "\(value) \(sign)"
    }

    @Test(arguments: [
        ("1,234.56", "1234.56"), ("1234.56", "1234.56"), ("0", "0"), ("-12", "-12"), ("(1.50)", "-1.5"),
        ("1'234.5", "1234.5"), ("1 234", "1234"), ("1.429999948", "1.429999948"), ("12,34,567.8", "1234567.8"),
        ("$1,234.50", "1234.5 $"), ("1,234.50 USD", "1234.5 USD"), ("US$ 5", "5 US$"), ("-€5.25", "-5.25 €"),
        ("€-5.25", "-5.25 €"), ("144.", "144"), (".5", "0.5"), ("−3", "-3"), ("+7", "7"), ("GBP 1,000", "1000 GBP"),
        ("999999999999999999", "999999999999999999"), ("0.000000000001", "0.000000000001"),
    ]) func `reads decimal points`(_ text: String, _ expected: String) {
        #expect(Self.value(text) == expected)
    }

    @Test(arguments: [
        ("1.234,56", "1234.56"), ("1 234,56", "1234.56"), ("1\u{202F}234\u{202F}567,8", "1234567.8"),
        ("1\u{A0}234,56\u{A0}€", "1234.56 €"), ("12,5", "12.5"), ("1.234", "1234"), ("0,07", "0.07"),
        ("1’234,5", "1234.5"),
    ]) func `reads decimal commas`(_ text: String, _ expected: String) {
        #expect(Self.value(text, .comma) == expected)
    }

    @Test(arguments: [
        "1,5", "1,23,4", "12,3456", "1.2.3", "1,234,56", "abc", "1e5", "1.2E+3", "0x10", "12 34", "1,234 567", "--1x",
        "1..2", "٣", "1234567890123456789", "2017-07-01", "€", "5 apples and pears", "1,000%%",
    ]) func `refuses what is no number in the file's style`(_ text: String) {
        #expect(Self.read(text) == .unreadable)
    }

    @Test(arguments: ["", "--", "-", "—", "n/a", "NULL"]) func `takes what was not reported as absent, not as zero`(
        _ text: String
    ) {
        #expect(Self.read(text) == .absent)
    }

    @Test func `tells shares and bounds from counts`() {
        #expect(Self.read("12.5%") == .percent(Decimal12(units: 12_500_000_000_000)))
        #expect(Self.read("12,5 %", .comma) == .percent(Decimal12(units: 12_500_000_000_000)))
        #expect(Self.read("< 10%") == .bound)
        #expect(Self.read("> 90%") == .bound)
    }

    @Test func `rounds the thirteenth decimal to the nearest and says so`() {
        #expect(Self.read("0.1234567890125") == .value(Decimal12(units: 123_456_789_013), sign: "", isRounded: true))
        #expect(Self.read("0.1234567890120") == .value(Decimal12(units: 123_456_789_012), sign: "", isRounded: false))
        #expect(Self.read("0.9999999999999") == .value(Decimal12(1), sign: "", isRounded: true))
    }

    /// How a number is written in one place: group sign, decimal sign, currency before or behind.
    static let places: [(group: String, decimal: String, before: String, behind: String)] = [
        (",", ".", "", ""), (",", ".", "$", ""), (",", ".", "£", ""), ("", ".", "", ""), ("'", ".", "CHF ", ""),
        (".", ",", "", ""), (".", ",", "", "\u{A0}€"), ("\u{202F}", ",", "", "\u{202F}€"), (" ", ",", "", " zł"),
        ("\u{A0}", ",", "", ""), ("", ",", "", " EUR"), ("’", ".", "", ""),
    ]

    static func written(_ value: Decimal12, _ place: (group: String, decimal: String, before: String, behind: String))
        -> String
    {
        let magnitude = Decimal12(units: value.units < 0 ? -value.units : value.units).description
        let parts = magnitude.split(separator: ".")
        var whole = ""
        for (index, digit) in parts[0].enumerated() {
            if index > 0, (parts[0].count - index) % 3 == 0 { whole += place.group }
            whole.append(digit)
        }
        let fraction = parts.count > 1 ? place.decimal + parts[1] : ""
        return (value.units < 0 ? "-" : "") + place.before + whole + fraction + place.behind
    }

    @Test(arguments: Proof.seeds(40)) func `reads back any number as any place writes it`(seed: Int) {
        var dice = Dice(seed: seed)
        for place in Self.places {
            var units = Int128(dice.next() >> UInt64(dice.below(64)))
            for _ in 0..<dice.below(4) { units *= 1_000 }
            let value = Decimal12(units: dice.chance(30) ? -units : units)
            let text = Self.written(value, place)
            let reading = Self.read(text, place.decimal == "." ? .point : .comma)
            let sign = (place.before + place.behind).filter { !" \u{A0}\u{202F}".contains($0) }
            #expect(reading == .value(value, sign: sign, isRounded: false), "seed \(seed): \(text)")
        }
    }

    @Test(arguments: Proof.seeds(20)) func `the cells of a column never prove the wrong style`(seed: Int) {
        var dice = Dice(seed: seed)
        for place in Self.places {
            var evidence = NumberEvidence()
            for _ in 0..<50 {
                let cents = Int128(dice.below(100_000_000)) * 10_000_000_000
                evidence.add(Array(Self.written(Decimal12(units: cents), place).utf8)[...], isWhole: false)
            }
            let truth: NumberStyle = place.decimal == "." ? .point : .comma
            #expect(evidence.style == truth, "seed \(seed): \(place)")
        }
    }

    @Test func `asks where every cell can be read in two ways, and does not where clicks decide`() {
        var money = NumberEvidence()
        money.add(Array("1,234".utf8)[...], isWhole: false)
        #expect(money.style == nil && money.ambiguous == 1 && money.example == "1,234")
        money.add(Array("1,234".utf8)[...], isWhole: true)
        #expect(money.style == .point)
        money.add(Array("1,5".utf8)[...], isWhole: false)
        #expect(money.style == nil && money.isContradictory)
    }
}

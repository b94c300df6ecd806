import Testing
import Vocabulary

@Suite struct FigureTests {
    @Test(arguments: [
        ("49.2429 GBP", "49.24 GBP"), ("629.1 GBP", "629.10 GBP"), ("40 GBP", "40.00 GBP"), ("1079.000 count", "1079"),
        ("1079 count", "1079"), ("33.0625 %", "33.06 %"), ("10 %", "10 %"), ("1234.5 JPY", "1235 JPY"),
        ("0.1235 KWD", "0.124 KWD"), ("-0.005 GBP", "-0.01 GBP"), ("-0.5 GBP", "-0.50 GBP"),
        ("70.753888888889", "70.75"),
        ("active", "active"), ("", ""), ("nothing to divide by", "nothing to divide by"), ("3 points", "3 points"),
    ])
    func `a recorded value is shown with its unit's own digits`(recorded: String, shown: String) {
        #expect(Figure.short(recorded) == shown)
    }

    @Test func `under a heading that says the unit only the number stands`() {
        #expect(Figure.bare("49.2429 GBP") == "49.24")
        #expect(Figure.bare("1079 count") == "1079")
        #expect(Figure.bare("none yet") == "none yet")
    }
}

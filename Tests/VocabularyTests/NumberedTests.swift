import Testing
import Vocabulary

@Suite struct NumberedTests {
    @Test func `one thing is one, and none or several are many`() {
        #expect([0, 1, 2, 101].map { numbered($0, "row") } == ["0 rows", "1 row", "2 rows", "101 rows"])
        #expect(
            [0, 1, 3].map { numbered(UInt64($0), "entry is", "entries are") } == [
                "0 entries are", "1 entry is", "3 entries are",
            ])
    }
}

import Governance
import Testing
import Vocabulary

@testable import Engine

@Suite struct ReminderTests {
    @Test func `P30 a question is repeated at 50 and at 80 per cent of its time, and never after`() throws {
        let opened = Instant(seconds: 1_506_837_600)
        let deadline = opened.advanced(by: .seconds(4 * 3_600))
        let seen = (0...250).map { minute in
            Reminder.due(
                .hold, "01bvb8a5r02v", [.owner], opened: opened, deadline: deadline,
                at: opened.advanced(by: .seconds(minute * 60)))?.percentOver ?? 0
        }
        #expect(seen[119] == 0 && seen[120] == 50 && seen[191] == 50 && seen[192] == 80 && seen[239] == 80)
        #expect(seen[240...].allSatisfy { $0 == 0 })
    }
}

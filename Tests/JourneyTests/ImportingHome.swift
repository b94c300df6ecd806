import Foundation
import Testing

/// Tests of imports into a home of their own.
protocol ImportingHome {}

extension ImportingHome {
    /// A home without a charter or an account.
    func home(clock: String = "2025-01-06T06:00:00Z") throws -> MandateProgram {
        let mandate = try MandateProgram()
        #expect(try mandate("init", "--sandbox", "--clock", clock).code == 0)
        return mandate
    }

    /// The path of a file that holds a text.
    func save(_ name: String, _ text: String, _ mandate: MandateProgram) throws -> String {
        let file = mandate.folder.appending(path: name)
        try Data(text.utf8).write(to: file)
        return file.path
    }

    /// What was spent on each thing.
    func sums(_ mandate: MandateProgram) throws -> [String: String] {
        try mandate.store("SELECT ref, spend FROM entity")
    }

    /// Status and daily budget of a thing.
    func state(_ mandate: MandateProgram, _ entity: String) throws -> String? {
        try mandate.store("SELECT ref, status || ' ' || daily_budget FROM entity")[entity]
    }
}

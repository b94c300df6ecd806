import CharterFile
import Foundation
import Testing
import Vocabulary

/// The charters of the Examples folder.
enum Examples {
    static func text(_ path: String) -> String {
        let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent()
        guard let data = FileManager.default.contents(atPath: root.appending(path: "Examples/\(path)").path) else {
            preconditionFailure("Examples/\(path) is missing")
        }
        return String(decoding: data, as: UTF8.self)
    }

    static let paidSocial = Sample(text("paid-social/charter.yaml"))
    static let limits = text("organisation/organisation.yaml")
}

@Suite struct ExampleTests {
    @Test func `the paid-social example has nothing to be said against it`() throws {
        let (charter, findings) = Examples.paidSocial.outcome
        #expect(findings.map(\.text) == [])
        let found = try #require(charter)
        #expect(found.agent.text == "paid-social")
        #expect(found.constraints.money.map(\.cap.minorUnits) == [125_000, 2_500_000, 950_000])
        #expect(found.constraints.money[1].clause.description == "constraints.money[1] (line 43)")
        #expect(found.escalation.triggers.count == 8)
    }
}

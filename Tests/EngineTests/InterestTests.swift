import Engine
import Governance
import Testing
import Vocabulary

/// In whose interest a charter decides is said wherever a decision is explained.
@Suite struct InterestTests {
    @Test(arguments: [
        ("both", "in the interest of company and customer"), ("company", "in the interest of company"),
        ("customer", "in the interest of customer"),
    ]) func `R025 every explanation says in whose interest it was decided, whatever the ruling`(
        word: String, said: String
    ) async throws {
        let world = try await World()
        let charter = try Charters.example().replacing("in_the_interest_of: both", with: "in_the_interest_of: \(word)")
        try await world.begin(.lookalike(), charter)
        let rehearsed = try await world.engine.run(Charters.agent(), shadow: true)
        try await world.promote()
        for report in [rehearsed, try await world.engine.run(Charters.agent(), shadow: false)] {
            let verdicts = Set(report.entries.map(\.verdict))
            #expect(verdicts.isSuperset(of: [.authorise, .refuse]), "\(verdicts)")
            for verdict in verdicts {
                let entry = try required(report.entries(verdict).first)
                let lines = try await world.engine.explain(entry.decision).lines
                let told = lines.filter { $0.heading == "For whom" }.map(\.text)
                #expect(told == [said], "\(verdict), rehearsed: \(report.isShadow)")
                guard verdict == .escalate, !report.isShadow else { continue }
                let package = try await world.engine.explain(world.escalation(of: required(entry.entity)))
                #expect(package.lines.filter { $0.heading == "For whom" }.map(\.text) == [said])
            }
        }
    }
}

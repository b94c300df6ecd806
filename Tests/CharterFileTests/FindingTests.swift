import CharterFile
import Testing
import Vocabulary

@Suite struct FindingTests {
    @Test func `the bases of these tests have nothing to be said against them`() {
        #expect(Sample(Bases.search).report == "")
        #expect(Sample(Bases.nurture).report == "")
    }

    @Test(arguments: FindingCases.all.indices)
    func `R005 three charters have the finding and three close to them do not`(index: Int) {
        let one = FindingCases.all[index]
        #expect(Set(one.fails.map { one.sample($0).text }).count >= 3)
        #expect(Set(one.passes.map { one.sample($0).text }).subtracting([one.base]).count >= 3)
        for edits in one.fails {
            let (charter, findings) = one.sample(edits).outcome
            let report = findings.map(\.text).joined(separator: "\n")
            #expect(
                findings.contains { $0.code == one.code },
                "\(one.code.rawValue) is missed in `\(edits)`:\n\(report)")
            if one.code.severity == .error { #expect(charter == nil) }
        }
        for edits in one.passes {
            let (charter, findings) = one.sample(edits).outcome
            let report = findings.map(\.text).joined(separator: "\n")
            #expect(!findings.contains { $0.code == one.code }, "\(one.code.rawValue) is wrong in `\(edits)`")
            #expect(!findings.contains { $0.severity == .error }, "`\(edits)` has errors:\n\(report)")
            #expect(charter != nil)
        }
    }

    @Test func `a charter in force is read by its shape, whatever else this release would say of it`() throws {
        let stale = "    - { freshness: 36 h, of: ads.metrics, else: refuse }\n"
        let silent = Bases.search.replacing(stale, with: "")
        #expect(Sample(silent).errors.map(\.code) == [.noFreshness])
        #expect(try AppliedFile.charter(Array(silent.utf8), naming: []).agent.text == "search-budgets")
        let broken = Bases.search.replacing("currency: EUR", with: "currency: EURO")
        #expect(throws: UnreadableFile.self) { try AppliedFile.charter(Array(broken.utf8), naming: []) }
    }

    /// What the delegation guide quotes as abdication, as delegation and as not sufficient.
    private static let quoted = [
        "Improve marketing performance", "Increase trial-to-paid conversion", "Engagement",
        "Use available marketing tools",
        "Use marketing automation tools", "Optimise for conversions", "Stay on brand", "Ask when uncertain",
        "We will check in quarterly", "We will monitor regularly", "Daily performance monitoring", "Set and forget",
        "The AI is making the decisions", "The marketing team is responsible",
        "Marketing operations manager accountable",
    ]

    @Test func `no charter here is an example of the sources`() {
        for one in FindingCases.all {
            for edits in one.fails + one.passes {
                let text = one.sample(edits).text.lowercased()
                for phrase in Self.quoted {
                    #expect(!text.contains(phrase.lowercased()), "\(one.code.rawValue): `\(phrase)` is the guide's")
                }
            }
        }
    }

    @Test func `every finding has failing and passing charters here`() {
        let tested = Set(FindingCases.all.map(\.code))
        let missing = CharterFinding.Code.allCases.filter {
            !tested.contains($0) && !OrganisationTests.codes.contains($0)
        }
        #expect(missing.map(\.rawValue) == [])
    }
}

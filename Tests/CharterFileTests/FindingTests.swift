import CharterFile
import Testing

@Suite struct FindingTests {
    @Test func `the bases of these tests have nothing to be said against them`() {
        #expect(Sample(Bases.search).report == "")
        #expect(Sample(Bases.nurture).report == "")
    }

    @Test(arguments: FindingCases.all.indices)
    func `R005 three charters have the finding and three close to them do not`(index: Int) {
        let one = FindingCases.all[index]
        #expect(one.fails.count >= 3 && one.passes.count >= 3)
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

    @Test func `every finding has failing and passing charters here`() {
        let tested = Set(FindingCases.all.map(\.code))
        let missing = CharterFinding.Code.allCases.filter { !tested.contains($0) && $0 != .laxerThanOrganisation }
        #expect(missing.map(\.rawValue) == [])
    }
}

import CharterFile
import Testing

/// A fix is copied by people who trust it. What each fix says is put into the file here.
@Suite struct FixTests {
    /// Nobody but the writer knows what was meant: a file that is no YAML, one that is too large, one whose
    /// value is somewhere else.
    static let unsaid: Set<CharterFinding.Code> = [.notYAML, .tooLarge]

    /// What follows `---` goes to a file of its own, and this one then lacks it.
    static let parting: Set<CharterFinding.Code> = [.severalDocuments]

    @Test(arguments: FindingCases.all.indices)
    func `R005 what a fix suggests takes its finding away and brings no other error`(index: Int) throws {
        let one = FindingCases.all[index]
        guard !Self.unsaid.contains(one.code) else { return }
        for edits in one.fails {
            var sample = one.sample(edits)
            var findings = sample.findings
            let before = Set(findings.map(\.code))
            while let finding = findings.first(where: { $0.code == one.code }) {
                guard let text = Repair.apply(finding, to: sample.text) else {
                    Issue.record("`\(finding.fix)` cannot be put in: \(finding.text)")
                    break
                }
                let count = findings.count { $0.code == one.code }
                let last = sample
                sample.text = text
                findings = sample.findings
                guard findings.count(where: { $0.code == one.code }) < count else {
                    Issue.record("`\(finding.fix)` does not help:\n\(last.report)\nbecomes\n\(sample.report)\n\(text)")
                    break
                }
            }
            let news = findings.filter { $0.severity == .error && !before.contains($0.code) }
            #expect(
                news.isEmpty || Self.parting.contains(one.code),
                "\(one.code.rawValue) in `\(edits)` is put right with new errors:\n\(sample.report)\n\(sample.text)")
        }
    }
}

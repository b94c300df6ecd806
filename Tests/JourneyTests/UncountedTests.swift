import Foundation
import Schemas
import Testing

/// What nobody counted is not zero.
struct UncountedTests {
    /// A charter that leaves it to the reasoner: no evidence of a price, no confidence, a wide share, a baseline that is given.
    private static func charter() throws -> String {
        var text = try String(contentsOfFile: MandateProgram.charter, encoding: .utf8)
        for (old, new) in [
            ("{ measured: 2017-07-01/2017-09-30 }", "{ value: 54.41 GBP, source: \"finance\" }"),
            ("{ share_of_total_spend: 10 %,", "{ share_of_total_spend: 90 %,"), ("[above_target, ", "["),
            ("    - { confidence_below: 70 % }\n", ""),
        ] {
            #expect(text.contains(old))
            text = text.replacing(old, with: new)
        }
        return text
    }

    /// The invented export without a column.
    private static func export(without column: String?) throws -> String {
        let lines = try String(contentsOf: MandateProgram.invented, encoding: .utf8).split(separator: "\n").map {
            $0.split(separator: ",", omittingEmptySubsequences: false)
        }
        let index = column.flatMap { name in lines[0].firstIndex { $0 == name } }
        return lines.map { line in
            line.enumerated().filter { $0.offset != index }.map(\.element).joined(separator: ",")
        }.joined(separator: "\n") + "\n"
    }

    private func run(without column: String?) throws -> (mandate: MandateProgram, run: JSON) {
        let mandate = try MandateProgram()
        let (charter, file) = (mandate.folder.path + "/charter.yaml", mandate.folder.path + "/ads.csv")
        try Data(try Self.charter().utf8).write(to: URL(filePath: charter))
        try Data(try Self.export(without: column).utf8).write(to: URL(filePath: file))
        #expect(try mandate("init", "--sandbox", "--clock", "2017-10-01T06:00:00Z").code == 0)
        #expect(try mandate("charter", "apply", charter).code == 0)
        #expect(try mandate("import", file, "--currency", "GBP", "--period", "2017-07-01/2017-09-30").code == 0)
        return (mandate, try mandate("agent", "run", "paid-social", "--shadow", "--json").json())
    }

    @Test func `an export that counts no purchases is no reason to pause anything, and the missing goal is said`()
        throws
    {
        let all = try run(without: nil)
        defer { all.mandate.remove() }
        #expect(
            (all.run["executed"]?.arrayValue ?? []).count > 0, "with them it proposes, so that the rest means something"
        )
        let told = try all.mandate("agent", "run", "paid-social", "--shadow").out
        #expect(!told.contains("`cost_per_purchase` has no data"), "\(told)")

        let none = try run(without: "Approved_Conversion")
        defer { none.mandate.remove() }
        for kind in ["executed", "held", "escalated", "refused"] {
            #expect(none.run[kind]?.arrayValue == [], "\(kind): \(none.run)")
        }
        let screen = try none.mandate("agent", "run", "paid-social", "--shadow").out
        #expect(screen.contains("cost_per_purchase") && screen.contains("left alone"), "\(screen)")
    }
}

import Foundation
import Schemas
import Testing

/// The table of Examples/paid-social/expected.md, number by number worked out by hand, against the built program.
struct ExpectedTableTests {
    @Test(.enabled(if: MandateProgram.hasRealAds, "../shared/data/social-ads-conversions is not there"))
    func `the run on the real export is the table of expected md, proposal by proposal`() throws {
        let mandate = try MandateProgram()
        defer { mandate.remove() }
        #expect(try mandate("init", "--sandbox", "--clock", "2017-10-01T06:00:00Z").code == 0)
        #expect(try mandate("charter", "apply", MandateProgram.charter).code == 0)
        #expect(
            try mandate(
                "import", MandateProgram.realAds.path, "--currency", "GBP", "--period", "2017-07-01/2017-09-30"
            ).code == 0)
        #expect(
            try mandate("agent", "promote", "paid-social", "--to", "autonomous", "--confirm=paid-social").code == 0)
        let run = try mandate("agent", "run", "paid-social", "--json").json()
        let table = try expected()
        #expect(table.count > 50)
        var found: [String: String] = [:]
        for kind in ["executed", "held", "refused", "escalated"] {
            for entry in run[kind]?.arrayValue ?? [] {
                let id = entry["entity"]?.stringValue?.split(separator: "/").last ?? ""
                let isBudget = entry["tool"]?.stringValue == "ads.set_daily_budget"
                func amount(_ key: String) -> String {
                    String(entry[key]?.stringValue?.split(separator: " ").first ?? "")
                }
                let change = isBudget ? " from \(amount("before")) to \(amount("after"))" : ""
                found[id + change] = kind
            }
        }
        for (proposal, ruling) in table.sorted(by: { $0.key < $1.key }) {
            #expect(found[proposal] == ruling, "\(proposal)")
        }
        #expect(found.count == table.count)
    }

    /// Proposal to ruling: `936 from 31.45 to 40.88` and `776489`.
    private func expected() throws -> [String: String] {
        let page = try String(
            contentsOf: MandateProgram.root.appending(path: "Examples/paid-social/expected.md"), encoding: .utf8)
        var table: [String: String] = [:]
        for line in page.split(separator: "\n") where line.hasPrefix("| ") {
            let cells = line.split(separator: "|").map { $0.trimmingCharacters(in: .whitespaces) }
            guard cells.count >= 5, Int(cells[0]) != nil else { continue }
            let proposal = cells[1].split(separator: ":")[0]
            table[String(proposal)] = cells[cells.count - 2]
        }
        return table
    }
}

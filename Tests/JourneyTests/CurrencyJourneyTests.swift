import Foundation
import Schemas
import Testing

/// An account in a currency whose minor unit is not a hundredth is worked on like any other.
@Suite struct CurrencyJourneyTests {
    @Test(arguments: [("JPY", 0, 150), ("KWD", 3, 0.3)])
    func `R051 true quotients in a currency with other decimals are grounded, so that proposals go on`(
        currency: String, decimals: Int, worth: Double
    ) throws {
        let mandate = try MandateProgram()
        defer { mandate.remove() }
        #expect(try mandate("init", "--sandbox", "--clock", "2017-10-01T06:00:00Z").code == 0)
        let format = { (pounds: Double) in String(format: "%.\(decimals)f", pounds * worth) }
        var charter = try String(contentsOfFile: MandateProgram.charter, encoding: .utf8)
        charter.replace(try Regex("([0-9]+) GBP")) { match in
            let pounds = match.output[1].substring.flatMap { Double($0) } ?? 0
            return "\(format(pounds)) \(currency)"
        }
        let (file, ads) = (mandate.folder.path + "/charter.yaml", mandate.folder.path + "/ads.csv")
        try charter.replacing("GBP", with: currency).write(toFile: file, atomically: true, encoding: .utf8)
        let applied = try mandate("charter", "apply", file)
        #expect(applied.code == 0, "\(applied.out)\(applied.err)")
        let lines = try String(contentsOf: MandateProgram.invented, encoding: .utf8).split(whereSeparator: \.isNewline)
        let spent = try #require(lines[0].split(separator: ",").firstIndex { $0.lowercased() == "spent" })
        let rows = lines.dropFirst().map { line -> String in
            var cells = line.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
            cells[spent] = format(Double(cells[spent]) ?? 0)
            return cells.joined(separator: ",")
        }
        try ([String(lines[0])] + rows).joined(separator: "\n").write(toFile: ads, atomically: true, encoding: .utf8)
        let imported = try mandate("import", ads, "--currency", currency, "--period", "2017-07-01/2017-09-30")
        #expect(imported.code == 0, "\(imported.err)")
        let run = try mandate("agent", "run", "paid-social", "--shadow", "--json").json()
        #expect(run["executed"]?.arrayValue?.count ?? 0 > 5, "\(run["alarms"] ?? nil)")
        let codes = (run["refused"]?.arrayValue ?? []).flatMap { entry in
            (entry["findings"]?.arrayValue ?? []).compactMap { $0["code"]?.stringValue }
        }
        #expect(!codes.contains("grounding"), "\(codes)")
    }
}

import Schemas
import Testing
import Vocabulary

@testable import Sandbox

/// A row of a history is one text, and says exactly what was counted of whatever name.
@Suite struct HistoryRowTests {
    private func row(_ id: String, _ metrics: SandboxMetrics, _ period: String = "2017-07-01/2017-09-30") throws
        -> SandboxHistory
    {
        SandboxHistory(
            entity: known(EntityRef(.ad, id)), period: known(Period(parsing: period)), metrics: metrics)
    }

    @Test(arguments: [
        SandboxMetrics(impressions: 0, clicks: 0, spend: .zero, enquiries: nil, purchases: nil),
        SandboxMetrics(
            impressions: 1_000_000_000_000, clicks: 7, spend: known(Decimal12(parsing: "0.000000000001")),
            enquiries: 0, purchases: known(Decimal12(parsing: "0.97").flatMap(AttributedCount.init)), revenue: .zero),
        SandboxMetrics(
            impressions: 3, clicks: 2, spend: Decimal12(1_000_000_000_000_000), enquiries: 12,
            purchases: nil, revenue: known(Decimal12(parsing: "1234.5"))),
    ])
    func `a row is read back as it was written`(_ metrics: SandboxMetrics) throws {
        for id in ["1", "Spring / Women 25-34", "a \"quoted\" name - with a dash", "Frühjahr 🌱"] {
            let told = try row(id, metrics)
            let bytes = JSON.array([told.json]).canonicalBytes
            let back = try [SandboxHistory](json: try JSON(parsing: bytes))
            #expect(back == [told])
        }
    }

    @Test func `files of before, with an object a row, are read`() throws {
        let told = try row(
            "1", SandboxMetrics(impressions: 5, clicks: 2, spend: Decimal12(3), enquiries: 1, purchases: nil))
        for name in ["ad", "entity"] {
            let old: JSON = [
                name: "ad/1", "period": "2017-07-01/2017-09-30",
                "metrics": ["impressions": 5, "clicks": 2, "spend": "3", "enquiries": 1],
            ]
            #expect(try SandboxHistory(json: old) == told)
        }
    }

    @Test(arguments: [
        "", "2017-07-01/2017-09-30 1 1 1.5 - - -", "2017-07-01/2017-09-30 1 1 1.5 - - - nothing/1",
        "2017-07-01/2017-09-30 -1 1 1.5 - - - ad/1", "2017-07-01/2017-09-30 1 1 - - - - ad/1",
        "2017-07-01/2017-09-30 1 1 1.5 1.50 - - ad/1", "2017-07-01/2017-09-30 1 1 1.5 -1 - - ad/1",
        "2017-09-30/2017-07-01 1 1 1.5 - - - ad/1", "2017-07-01/2017-09-30  1 1 1.5 - - - ad/1",
        "2017-07-01/2017-09-30 1000000000001 1 1.5 - - - ad/1",
    ]) func `a text that is no row is refused`(_ text: String) {
        #expect(throws: JSONShapeError.self) { try SandboxHistory(json: .string(text)) }
    }
}

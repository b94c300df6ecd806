import Signals
import Testing
import Vocabulary

/// The real file of the main job. The expected sums were computed with Python's decimal module, not with this
/// code.
@Suite(.enabled(if: SharedFiles.hasData, "../shared/data is not beside the package"))
struct SocialAdsTests {
    static func read(_ adjust: (inout ImportOptions) -> Void = { _ in }) throws -> ReadFile {
        let bytes = try #require(SharedFiles.bytes(SharedFiles.data + "/social-ads-conversions/ads.csv"))
        return try ReadFile(bytes) { options in
            options.currency = Currency("GBP")
            options.period = Period(parsing: "2017-07-01/2017-09-30")
            options.fileName = "ads.csv"
            adjust(&options)
        }
    }

    @Test func `reads 1,143 ads and their exact sums`() throws {
        let file = try Self.read()
        #expect(file.metrics.count == 1_143)
        #expect(file.refusals.isEmpty)
        #expect(file.summary.lines == 1_144)
        #expect(file.sum(.spend).description == "58705.229958205")
        #expect(file.sum(.purchases) == Decimal12(1_079))
        #expect(file.sum(.enquiries) == Decimal12(3_264))
        #expect(file.sum(.impressions) == Decimal12(213_434_828))
        #expect(file.sum(.clicks) == Decimal12(38_165))
        #expect(file.metrics[0].counts[.spend]?.description == "1.429999948")
        #expect(file.metrics[0].counts.has(.revenue) == false)
    }

    @Test func `knows what the columns mean and what nobody said`() throws {
        let plan = try Self.read().plan
        #expect(plan.platform == .generic)
        #expect(plan.content == .metrics(of: .ad))
        #expect(plan.column(.id(.campaign))?.heading == "xyz_campaign_id")
        #expect(plan.column(.id(.adSet))?.heading == "fb_campaign_id")
        #expect(plan.column(of: .enquiries)?.heading == "Total_Conversion")
        #expect(plan.column(of: .purchases)?.heading == "Approved_Conversion")
        #expect(plan.dimensions == ["age", "gender", "interest"])
        let gbp = try #require(Currency("GBP"))
        let period = try #require(Period(parsing: "2017-07-01/2017-09-30"))
        #expect(
            plan.assumptions == [
                .currency(gbp), .period(period), .zone(.utc), .account("main"), .unnamed([.campaign, .adSet, .ad]),
                .alone([.inBundle, .inExperiment]), .start, .active,
                .budgetFromSpend,
            ])
        #expect(plan.notJudged == [.movement, .pace, .age, .revenue])
        #expect(plan.missing.isEmpty)
    }

    @Test func `asks for currency and period, and imports nothing without them`() throws {
        let file = try Self.read {
            $0.currency = nil
            $0.period = nil
        }
        #expect(file.plan.missing == [.currency, .period])
        #expect(!file.plan.isComplete)
        #expect(throws: ImportError.incomplete([.currency, .period])) { try Importer(Chunks([]), file.plan) }
    }

    @Test func `places each ad under its campaign and ad set, as of the period's end in the zone`() throws {
        let row = try #require(Self.read { $0.zone = Zone("Europe/London") }.metrics.first)
        #expect(row.line == 2)
        #expect(
            row.lineage.map(\.ref.description) == ["account/main", "campaign/916", "ad_set/103916", "ad/708746"])
        #expect(row.key.breakdown == ["30-34", "M", "15"])
        #expect(row.asOf.description == "2017-09-30T23:00:00Z")
        #expect(row.series.level == .ad && row.series.dimensions == ["age", "gender", "interest"])
    }

    @Test func `takes a column for another meaning when a person says so`() throws {
        let file = try Self.read { $0.mapping = ["purchases": "Total_Conversion", "enquiries": "Approved_Conversion"] }
        #expect(file.sum(.purchases) == Decimal12(3_264))
        #expect(file.plan.column(of: .purchases)?.note == .mapped)
        #expect(throws: ImportError.self) { try Self.read { $0.mapping = ["purchases": "Sales"] } }
        #expect(throws: ImportError.self) { try Self.read { $0.mapping = ["luck": "Clicks"] } }
    }
}

import Engine
import Execution
import Governance
import Locks
import Signals
import Testing
import Vocabulary

/// Three campaigns of 100 pounds a day with six ads each, and a charter that allows almost everything.
enum ThreeCampaigns {
    static func charter(never: String = "", cap: String = "12500") throws -> String {
        let often = ["pause", "resume", "create_campaign"].map {
            "{ tool: ads.\($0), at_most: 50 times, in_any: 24 h, over: agent }"
        }
        return try World.limitedCharter(
            [
                "{ tool: ads.set_daily_budget, by: 30 %, in_any: 7 d, over: campaign }",
                "{ tool: ads.set_daily_budget, at_most: 5 times, in_any: 7 d, over: campaign }",
            ] + often, dayCap: cap, never: never)
    }

    /// A home of these campaigns whose platform was read once.
    static func world(_ charter: String) async throws -> World {
        let world = try await World()
        var account = try TestAccount()
        for name in ["a", "b", "c"] { try account.add(name, budget: 10_000, ads: 6) { _ in (500_000, 40, 20) } }
        try await world.begin(account, charter)
        try await world.promote()
        try await world.engine.sync()
        return world
    }
}

extension World {
    /// Somebody else changes something on the platform, now.
    func somebody(_ entity: EntityRef, _ change: (inout Fields) -> Void) {
        let now = clock.now()
        platform.state.withLock { $0.set(entity, now, "somebody", change) }
    }

    /// The account as it is kept.
    func account() async throws -> AccountRecord {
        try required(try await store.read { view in try view.account() })
    }

    /// A new budget in minor units, judged and carried out.
    @discardableResult
    func budget(_ campaign: String, _ minor: Int64) async throws -> Decision {
        try await act(bytes(.setDailyBudget(campaign: self.campaign(campaign), to: pounds(minor)), .setDailyBudget))
    }

    /// Imports a file without dates.
    @discardableResult
    func load(_ text: String, _ period: String) async throws -> ImportOutcome {
        let bytes = Array(text.utf8)
        return try await engine.importRows(
            Self.plan(bytes, period), { Chunks(bytes) }, ImportedFile(name: "ads.csv", hash: "0"))
    }

    /// How a file is read that has neither dates nor a currency.
    static func plan(_ bytes: [UInt8], _ period: String) throws -> ImportPlan {
        var options = ImportOptions(source: .adsMetrics)
        options.currency = Currency("GBP")
        options.period = try required(Period(parsing: period))
        options.account = "main"
        return try ImportPlan(of: { () throws(ImportError) in Chunks(bytes) }, options)
    }
}

/// An ads export with one row an ad, each under its campaign.
enum AdsText {
    static let head =
        "ad_id,xyz_campaign_id,fb_campaign_id,age,gender,interest,Impressions,Clicks,Spent,Total_Conversion,"
        + "Approved_Conversion\n"

    static func row(_ ad: String, _ campaign: String, spent: String, purchases: Int = 2) -> String {
        "\(ad),\(campaign),s\(campaign),30-34,M,16,50000,90,\(spent),14,\(purchases)\n"
    }
}

import Engine
import Execution
import Governance
import Locks
import Signals
import Testing
import Vocabulary

/// Three campaigns of 100 pounds a day with six ads each, and a charter that allows almost everything.
enum ThreeCampaigns {
    static func charter(never: String = "", cap: String = "12500") -> String {
        """
        charter: paid-social
        purpose: Cheaper purchases from paid social, without fewer or worse ones.
        goal:
          improve: cost_per_purchase
          direction: down
          target: -15 %
          by: 2017-12-31
          baseline: { measured: 2017-07-01/2017-09-30 }
          kind: outcome
          protect:
            - { metric: purchases, floor: 95 % of baseline }
            - { metric: enquiry_to_purchase_rate, floor: 90 % of baseline }
          precedence: [protect, cost_per_purchase, purchases]
          in_the_interest_of: both
          trade_offs: "Fewer"
        actions:
          may:
            - tool: ads.set_daily_budget
              bounds: { change: 15 % of current, floor: 1 GBP }
            - tool: ads.pause
            - tool: ads.resume
          with_approval:
            - tool: ads.set_daily_budget
              bounds: { change: 30 % of current }
              ask: [role:marketing-manager]
              answer_within: 4 h
        \(never)
        constraints:
          time_zone: UTC
          currency: GBP
          money:
            - { cap: \(cap) GBP, per: day, over: account }
            - { cap: 250000 GBP, per: month, over: account }
          change:
            - { leave_alone_after_change_by_others: 24 h }
            - { tool: ads.set_daily_budget, by: 30 %, in_any: 7 d, over: campaign }
            - { tool: ads.set_daily_budget, at_most: 5 times, in_any: 7 d, over: campaign }
            - { tool: ads.pause, at_most: 50 times, in_any: 24 h, over: agent }
            - { tool: ads.resume, at_most: 50 times, in_any: 24 h, over: agent }
          evidence:
            - { freshness: 90 d, of: ads.metrics, else: refuse }
          channels: [paid_social]
          markets: [GB]
        escalation:
          to: owner
          answer_within: 4 h
          when:
            - { confidence_below: 70 % }
        review:
          - { every: day, what: [dashboard], takes: 15 min, who: owner }
          - { every: week, what: [patterns], takes: 60 min, who: owner }
          - { every: month, what: [goal], takes: 120 min, who: owner }
          - { every: quarter, what: [full_audit], takes: 240 min, signed_by: [role:cmo, role:revops] }
        owner:
          person: owner@example.com
          deputies: [deputy@example.com]
          may_change: [owner]
          may_pause: anyone
          answers_questions: owner
          reports_to: { role: head-of-marketing, every: month }
        autonomy:
          probation: 50 decisions
          then_sample: 10 %
          highest: autonomous
        """
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
        var options = ImportOptions(source: .adsMetrics)
        options.currency = Currency("GBP")
        options.period = try required(Period(parsing: period))
        options.account = "main"
        let bytes = Array(text.utf8)
        let plan = try ImportPlan(of: { () throws(ImportError) in Chunks(bytes) }, options)
        return try await engine.importRows(plan, Chunks(bytes), ImportedFile(name: "ads.csv", hash: "0"))
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

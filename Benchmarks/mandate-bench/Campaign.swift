import Glibc

/// The metrics of one campaign; one in ten ends in an approval, one in fifty in a refusal.
struct Campaign: Sendable {
    let number: Int
    let impressions, clicks, conversions, spend, revenue, dailyBudget, daysRunning: Int
    let hoursSinceChange, monthBudget, monthSpend, snapshotAgeMinutes, hour, confidence: Int

    static let channels = ["search", "social", "email", "display", "video"]

    init(_ number: Int) {
        var random = Lcg(number + 1)
        self.number = number
        dailyBudget = 5_000 + 100 * random.below(500)
        spend = dailyBudget * (8 + random.below(20))
        clicks = 500 + random.below(20_000)
        impressions = clicks * (20 + random.below(80))
        let (converted, roas) = Campaign.results(number, clicks)
        conversions = max(converted, 1)
        revenue = spend * roas / 100
        daysRunning = 7 + random.below(120)
        hoursSinceChange = number % 50 == 3 ? 2 : 7 + random.below(400)
        monthBudget = 2_000_000 + 1_000 * random.below(3_000)
        monthSpend = 1_000 * random.below(1_500)
        snapshotAgeMinutes = 5 + random.below(600)
        hour = 8 + random.below(12)
        confidence = 72 + random.below(28)
    }

    private static func results(_ number: Int, _ clicks: Int) -> (conversions: Int, roas: Int) {
        switch number % 10 {
        case 7: (clicks * 8 / 100, 620)
        case 1, 4: (clicks * 4 / 100, 430)
        case 2, 9: (clicks / 150, 90)
        case 5: (clicks / 300, 40)
        default: (clicks * 3 / 100, 250)
        }
    }

    var channel: String { Campaign.channels[number % 5] }

    var id: String { "cmp-" + padded(number, 8) }

    var line: String {
        """
        {"campaign_id":"\(id)","account_id":"acc-\(padded(number % 97, 4))","channel":"\(channel)",\
        "impressions":\(impressions),"clicks":\(clicks),"conversions":\(conversions),"spend_cents":\(spend),\
        "revenue_cents":\(revenue),"daily_budget_cents":\(dailyBudget),"days_running":\(daysRunning),\
        "hours_since_change":\(hoursSinceChange),"month_budget_cents":\(monthBudget),"month_spend_cents":\(monthSpend),\
        "fleet_spend_cents":9000000,"snapshot_age_min":\(snapshotAgeMinutes),"hour_utc":\(hour),\
        "confidence_pct":\(confidence)}
        """
    }
}

/// What the fixed policy makes of a campaign.
struct ToolCall {
    let tool: String
    let budget: Int
    let reason: String
    private let campaign: Campaign
    private let isSpoiled: Bool

    init(_ campaign: Campaign, spoiled: Bool = false) {
        let rate = Double(campaign.conversions) / Double(campaign.clicks)
        let roas = Double(campaign.revenue) / Double(campaign.spend)
        let now = campaign.dailyBudget
        self.campaign = campaign
        isSpoiled = spoiled
        (tool, budget, reason) =
            if roas >= 6 {
                ("adjust_campaign_budget", now * 125 / 100, "ROAS far above target; proposing a 25 percent increase")
            } else if roas >= 4 {
                ("adjust_campaign_budget", now * 110 / 100, "ROAS above target; increasing by 10 percent")
            } else if rate < 0.005 {
                ("pause_campaign", now, "Conversion rate fell below the 0.5 percent floor; pausing")
            } else if rate < 0.02 {
                (
                    "adjust_campaign_budget", now - now * 15 / 100,
                    "Conversion rate below the 2 percent threshold; decreasing"
                )
            } else {
                ("adjust_campaign_budget", now, "Performance is within the target band; keeping the budget")
            }
    }

    /// As JSON; spoiled in one of five ways where its number is a multiple of ten and it is to be.
    var line: String {
        let rate = decimal(Double(campaign.conversions) / Double(campaign.clicks), 6)
        let roas = decimal(Double(campaign.revenue) / Double(campaign.spend), 4)
        let fault = isSpoiled ? campaign.number % 50 : -1
        let id = UInt64(campaign.number) &* 2_654_435_761
        let metric = fault == 30 ? "vibes" : "conversion_rate"
        let said = fault == 10 ? "" : "\"reason\":\"\(reason)\","
        return """
            {"tool":"\(fault == 20 ? "delete_campaign" : tool)","call_id":"call-\(hex(id, 16))","arguments":\
            {"campaign_id":"\(campaign.id)","new_daily_budget_cents":\(fault == 0 ? "\"12000\"" : "\(budget)"),\
            "currency":"EUR",\(said)"confidence_pct":\(campaign.confidence),"dry_run":false,"evidence":\
            [{"metric":"\(metric)","value":\(rate),"source":"warehouse.campaign_daily"},\
            {"metric":"roas","value":\(roas),"source":"warehouse.campaign_daily"}]\(fault == 40 ? ",\"owner\":\"x\"" : "")}}
            """
    }
}

/// Digits with zeros in front.
func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
}

func hex(_ number: UInt64, _ width: Int) -> String {
    let digits = String(number, radix: 16)
    return String(repeating: "0", count: max(0, width - digits.utf8.count)) + digits
}

/// A number rounded to so many decimals, as its shortest text.
private func decimal(_ value: Double, _ places: Int) -> String {
    let text = unsafe withUnsafeTemporaryAllocation(byteCount: 64, alignment: 1) { buffer in
        let start = unsafe buffer.assumingMemoryBound(to: CChar.self).baseAddress
        let count = unsafe withVaList([value]) { unsafe vsnprintf(start, 64, "%.\(places)f", $0) }
        return unsafe String(decoding: buffer[..<Int(count)], as: UTF8.self)
    }
    return (Double(text) ?? value).description
}

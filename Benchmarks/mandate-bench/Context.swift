/// One context of the policy workload; each rule fires in three to five of a hundred.
struct Context {
    let tool, channel: String
    let old, new, hoursSinceChange, fleetSpend, monthLeft, ageMinutes, confidence, hour: Int

    init(_ number: Int) {
        var random = Lcg(1_000_003 + number)
        old = 2_000 + random.below(100_000)
        let steps = [100, 110, 115, 90, 85, 100, 105, 95, 116, 151]
        let percent = random.below(3) == 0 ? steps[random.below(10)] : 100 + random.below(31) - 15
        tool = random.below(100) > 3 ? "adjust_campaign_budget" : "send_message"
        new = random.below(40) == 0 ? 900 : max(1_000, old * percent / 100)
        channel = random.below(40) == 0 ? "sms" : Campaign.channels[random.below(5)]
        hoursSinceChange = random.below(30) == 0 ? 2 : 6 + random.below(100)
        fleetSpend = random.below(30) == 0 ? 60_000 : 9_000_000
        monthLeft = random.below(30) == 0 ? 1_000 : 3_000_000
        ageMinutes = random.below(30) == 0 ? 2_000 : random.below(1_441)
        confidence = random.below(30) == 0 ? 60 : 70 + random.below(31)
        hour = random.below(40) == 0 ? 3 : 6 + random.below(16)
    }

    var line: String {
        """
        {"tool":"\(tool)","old":\(old),"new":\(new),"channel":"\(channel)","hours_since_change":\(hoursSinceChange),\
        "fleet_spend":\(fleetSpend),"month_left":\(monthLeft),"age_min":\(ageMinutes),"confidence":\(confidence),\
        "hour":\(hour)}
        """
    }

    /// The answer by hand: the rules that fire, in order.
    var fired: [String] {
        let difference = new - old
        let size = abs(difference)
        return [
            ("g01_tool", tool == "send_message"), ("g02_max150", new * 2 > old * 3), ("g03_floor", new < 1_000),
            ("g04_change15", size * 100 > old * 15), ("g05_cooldown", hoursSinceChange < 6),
            ("g06_fleet10", size * 10 > fleetSpend), ("g07_month", difference > 0 && difference * 30 > monthLeft),
            ("g08_fresh", ageMinutes > 1_440), ("g09_conf", confidence < 70),
            ("g10_quiet", hour < 6 || hour > 21 || channel == "sms"),
        ].filter(\.1).map(\.0)
    }
}

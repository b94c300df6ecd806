import TestKit

/// An account in which half of the ads sell nothing, and a charter that lets an agent pause them all.
enum Account {
    static let importOptions = [
        "--currency", "GBP", "--period", "2017-07-01/2017-09-30", "--account", "crash",
    ]

    /// How many ads sell nothing.
    static let wasteful = 80

    /// How many of them there are in an account for tests that make many homes.
    static let fewWasteful = 16

    /// An export with so many ads that sell nothing and as many that do.
    static func ads(wasteful: Int = Account.wasteful) -> String {
        var text =
            "ad_id,xyz_campaign_id,fb_campaign_id,age,gender,interest,Impressions,Clicks,Spent,Total_Conversion,"
            + "Approved_Conversion\n"
        for index in 0..<(2 * wasteful) {
            let campaign = 100 + index % 4
            let sells = index % 2 == 1
            let spent = 120 + index % 40
            text +=
                "\(7_000 + index),\(campaign),\(200 + index % 8),30-34,M,\(10 + index % 5),\(50_000 + index),"
                + "\(90 + index % 30),\(spent).\(10 + index % 80),\(sells ? 14 : 0),\(sells ? 6 + index % 5 : 0)\n"
        }
        return text
    }

    /// In minor units: a day, a month, any seven days.
    static let caps: (day: Int64, month: Int64, week: Int64) = (125_000, 2_500_000, 950_000)

    /// The example's charter with more room for pauses, and fewer people to review it.
    /// Limits of an organisation that the charter keeps.
    static let limits = """
        organisation: shop
        constraints:
          time_zone: Europe/London
          currency: GBP
          money:
            - { cap: 5000 GBP, per: day, over: account }
        owner:
          person: owner@example.com
          deputies: [deputy@example.com]
          may_change: [owner]
          may_pause: anyone
          answers_questions: owner
        """

    static func charter() throws -> String {
        try ExampleCharter().replacing("charter: paid-social", with: "charter: busy")
            .replacing("floor: 10 GBP", with: "floor: 1 GBP")
            .replacing("share_of_total_spend: 10 %", with: "share_of_total_spend: 90 %")
            .replacing("      when: \"entity.purchases >= 10\"\n", with: "")
            .replacing("    - { moved: any_metric, by_more_than: 30 %, within: 48 h }\n", with: "")
            .replacing("    - { budget_used_above: 80 % }\n", with: "")
            .replacing("signed_by: [role:cmo, role:revops]", with: "signed_by: [role:cmo]").text
    }
}

import Engine
import Reasoning
import Vocabulary

/// Executed actions of one campaign with what was measured of it since.
struct MeasuredCampaign {
    let checks: [ForecastCheck]
    let first: ForecastCheck

    /// Checks by campaign and first day, in the order in which they come.
    static func all(_ checks: [ForecastCheck]) -> [MeasuredCampaign] {
        var keys: [String] = []
        var byKey: [String: [ForecastCheck]] = [:]
        for check in checks {
            let key = "\(check.campaign) \(check.from)"
            if byKey[key] == nil { keys.append(key) }
            byKey[key, default: []].append(check)
        }
        return keys.compactMap { key in
            byKey[key].flatMap { checks in checks.first.map { MeasuredCampaign(checks: checks, first: $0) } }
        }
    }

    /// How much of the horizon is measured.
    var days: String { first.days == first.horizon ? "\(first.days)" : "\(first.days) of \(first.horizon)" }

    /// What was measured, or why there is no figure.
    var measured: String { first.measured.map(Figure.bare) ?? "none" }
}

extension ForecastCheck {
    /// What came of it, in a word.
    fileprivate var verdict: String {
        if isDisturbed { return "changed by others" }
        return isInside.map { $0 ? "yes" : "no" } ?? "not judged"
    }
}

extension Output {
    /// Forecast against measured, campaign by campaign and action by action.
    func measured(_ checks: [ForecastCheck]) {
        let campaigns = MeasuredCampaign.all(checks)
        guard let metric = campaigns.first?.first.expectation.metric else { return }
        let judged = campaigns.compactMap(\.first.isInside)
        let different = Set(campaigns.map(\.first.campaign)).count
        // A campaign in which something was done again has a forecast from then on.
        let several = different < campaigns.count ? "\(campaigns.count) forecasts of " : ""
        let count = several + numbered(different, "campaign")
        line()
        let shown = campaigns.first?.first.expectation.after.split(separator: " ") ?? []
        let unit = shown.count > 1 ? shown.last.map { " in \($0)" } : nil
        line(
            "forecast against measured: \(metric)\(unit ?? "") of \(count) with executed actions; "
                + "\(judged.count { $0 }) of \(judged.count) inside", .bold)
        var table = Table(
            ["since", "campaign", "days", "without", "forecast", "80 %", "measured", "inside"],
            rightAligned: [2, 3, 4, 6])
        for campaign in campaigns {
            let (first, expectation) = (campaign.first, campaign.first.expectation)
            table.add([
                Table.Cell("\(first.from)"), Table.Cell(first.campaign.id), Table.Cell(campaign.days),
                Table.Cell(Figure.bare(expectation.before)), Table.Cell(Figure.bare(expectation.after)),
                Table.Cell(first.span?.short ?? ""), Table.Cell(campaign.measured),
                Table.Cell(first.verdict, first.isInside == false ? .warn : nil),
            ])
        }
        self.table(table)
        if judged.contains(false) {
            line(
                "an interval of 80 % is missed once in five; missed more often, the forecasts are too sure of themselves"
            )
        }
        line("action by action: its part in its campaign's forecast, and the measure there")
        var parts = Table(["action on", "in", "without it", "with it", "measured", "inside"], rightAligned: [2, 3, 4])
        for check in checks.prefix(8) {
            parts.add([
                Table.Cell("\(check.step.entity)"), Table.Cell(check.campaign.id),
                Table.Cell(Figure.short(check.step.before)), Table.Cell(Figure.short(check.step.after)),
                Table.Cell(check.measured.map(Figure.short) ?? "none"), Table.Cell(check.verdict),
            ])
        }
        self.table(parts)
        if checks.count > 8 { line("and \(checks.count - 8) more; `--json` has all") }
    }
}

import Foundation
import Reasoning
import Vocabulary

/// The real social-ads file as a snapshot: 1,143 ads, three campaigns, 92 days, declared in GBP. It is not part of the
/// repository; tests on it are skipped where it is absent.
enum ReferenceAccount {
    /// The file, beside the repository or beside the folder that holds it.
    static let path: String? = {
        var folder = URL(filePath: #filePath)
        for _ in 0..<6 {
            folder = folder.deletingLastPathComponent()
            let file = folder.appending(path: "shared/data/social-ads-conversions/ads.csv").path
            if FileManager.default.fileExists(atPath: file) { return file }
        }
        return nil
    }()

    static let currency = Currency("GBP")
    static let account = EntityRef(.account, "sandbox")

    static let permissions = Permissions(
        budgetSteps: [.init(Percentage(percent: 15), .alone), .init(Percentage(percent: 30), .withApproval)],
        pause: .alone)

    static func goal() throws -> PaidMediaGoal {
        PaidMediaGoal(
            improve: try name("cost_per_purchase"), .down,
            protections: [
                .init(try name("purchases"), at: Percentage(percent: 95)),
                .init(try name("enquiry_to_purchase_rate"), at: Percentage(percent: 90)),
            ])
    }

    static func name(_ text: String) throws -> MetricName { try required(MetricName(text)) }

    static func brief() throws -> ReasoningBrief {
        ReasoningBrief(snapshot: try snapshot(), goal: try goal(), permissions: permissions)
    }

    static func snapshot() throws -> PaidMediaSnapshot {
        let lines = try String(contentsOfFile: try required(path), encoding: .utf8).split(whereSeparator: \.isNewline)
        let ads = try lines.dropFirst().map { try ad($0.split(separator: ",").map(String.init)) }
        return try snapshot(ads: ads)
    }

    /// An account of these ads whose campaigns have the budget they spent: spend / 92 days, rounded up.
    static func snapshot(ads: [PaidMediaEntity], days: Int = 92) throws -> PaidMediaSnapshot {
        var spend: [EntityRef: Decimal12] = [:]
        for ad in ads { spend[ad.campaign] = try required((spend[ad.campaign] ?? .zero).adding(ad.totals.spend)) }
        let currency = try required(currency)
        let campaigns = try spend.map { campaign, spend in
            let daily = try required(spend.divided(by: Decimal12(Int64(days)), rounding: .up))
            let budget = try MetricMoney(daily, currency).rounded(.up)
            return PaidMediaEntity(ref: campaign, campaign: campaign, dailyBudget: budget, daysRunning: days)
        }
        return PaidMediaSnapshot(
            asOf: try required(Instant(parsing: "2017-10-01T00:00:00Z")), days: days, currency: currency,
            account: account, source: try required(SourceName("ads.metrics")), entities: ads + campaigns)
    }

    private static func ad(_ fields: [String]) throws -> PaidMediaEntity {
        let totals = MetricTotals(
            impressions: try required(Int64(fields[6])), clicks: try required(Int64(fields[7])),
            enquiries: AttributedCount(try required(Int64(fields[9]))),
            purchases: AttributedCount(try required(Int64(fields[10]))),
            spend: try required(Decimal12(parsing: fields[8])))
        return PaidMediaEntity(
            ref: try required(EntityRef(.ad, fields[0])), campaign: try required(EntityRef(.campaign, fields[1])),
            segment: .init(age: fields[3], gender: fields[4], interest: fields[5]), totals: totals, daysRunning: 92)
    }
}

/// The value, or an error that fails the test.
func required<Value>(_ value: Value?, _ what: String = "a value the test needs") throws -> Value {
    guard let value else { throw Missing(what: what) }
    return value
}

struct Missing: Error { let what: String }

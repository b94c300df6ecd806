import Foundation
import Signals
import Testing
import Vocabulary

/// Public warehouse tables, file by file: what each is imported as, or why it is not. Sums were computed with
/// Python.
@Suite(.enabled(if: SharedFiles.hasData, "../shared/data is not beside the package"))
struct WarehouseTests {
    struct Table: CustomTestStringConvertible {
        var file: String
        var verdict: String
        var testDescription: String { file }
    }

    static func read(_ name: String) throws -> ReadFile {
        let bytes = try #require(SharedFiles.bytes(SharedFiles.data + "/ad-reports/\(name)_data.csv"))
        return try ReadFile(bytes) { options in
            options.fileName = "\(name)_data.csv"
            options.currency = Currency("USD")
        }
    }

    static func verdict(_ name: String) throws -> String {
        do {
            let file = try read(name)
            let content = file.plan.content?.text ?? "asks \(file.plan.missing)"
            let refused = Dictionary(grouping: file.refusals, by: \.reason.kind).map { ", \($1.count) refused: \($0)" }
            return "\(file.plan.platform.rawValue), \(content), \(file.summary.accepted) rows"
                + refused.sorted().joined()
        } catch let error as ImportError {
            return error.message.split(separator: ",")[0] + ""
        }
    }

    static let split = "rows are split by"
    static let tables: [Table] = [
        ("facebook_ads_account_history", "Meta Ads, history of account entities, 59 rows"),
        ("facebook_ads_ad_history", "Meta Ads, history of ad entities, 12 rows"),
        ("facebook_ads_ad_set_history", "Meta Ads, history of ad_set entities, 14 rows"),
        ("facebook_ads_basic_ad_action_values", "\(split) action type"),
        ("facebook_ads_basic_ad_actions", "\(split) action type"),
        ("facebook_ads_basic_ad", "Meta Ads, metrics by ad, 10 rows"),
        ("facebook_ads_campaign_history", "Meta Ads, history of campaign entities, 9 rows"),
        ("facebook_ads_demographics_country_actions", "\(split) action type"),
        ("facebook_ads_demographics_country", "Meta Ads, metrics by account, 10 rows"),
        ("facebook_ads_demographics_region_actions", "\(split) action type"),
        ("facebook_ads_demographics_region", "Meta Ads, metrics by account, 10 rows"),
        ("google_ads_account_history", "Google Ads, history of account entities, 1 rows"),
        ("google_ads_account_stats", "Google Ads, metrics by account, 19 rows"),
        ("google_ads_ad_group_criterion_history", "\(split) keyword"),
        ("google_ads_ad_group_history", "Google Ads, history of ad_set entities, 3 rows"),
        ("google_ads_ad_group_stats", "Google Ads, metrics by ad_set, 15 rows"),
        ("google_ads_ad_history", "Google Ads, history of ad entities, 10 rows"),
        ("google_ads_ad_stats", "Google Ads, metrics by ad, 10 rows"),
        ("google_ads_campaign_history", "Google Ads, history of campaign entities, 10 rows"),
        ("google_ads_campaign_stats", "Google Ads, metrics by campaign, 16 rows"),
        ("google_ads_keyword_stats", "\(split) keyword"),
        ("google_ads_search_term_keyword_stats", "\(split) search term"),
        ("linkedin_ad_account_history", "LinkedIn Ads, history of account entities, 14 rows"),
        ("linkedin_ad_analytics_by_campaign", "LinkedIn Ads, metrics by campaign, 20 rows"),
        // 71 rows count clicks or impressions and tell no cost in the account's currency.
        ("linkedin_ad_analytics_by_creative", "LinkedIn Ads, metrics by ad, 29 rows, 71 refused: no cost"),
        (
            "linkedin_ad_campaign_group_history",
            "campaign groups are not imported; campaigns carry their group as a segment"
        ),
        ("linkedin_ad_campaign_history", "LinkedIn Ads, history of campaign entities, 100 rows"),
        ("linkedin_ad_creative_history", "LinkedIn Ads, history of ad entities, 100 rows"),
        ("microsoft_ads_account_history", "Microsoft Advertising, history of account entities, 3 rows"),
        ("microsoft_ads_account_performance_daily_report", "Microsoft Advertising, metrics by account, 10 rows"),
        ("microsoft_ads_ad_group_history", "Microsoft Advertising, history of ad_set entities, 10 rows"),
        ("microsoft_ads_ad_group_performance_daily_report", "Microsoft Advertising, metrics by ad_set, 229 rows"),
        ("microsoft_ads_ad_history", "Microsoft Advertising, history of ad entities, 10 rows"),
        ("microsoft_ads_ad_performance_daily_report", "Microsoft Advertising, metrics by ad, 401 rows"),
        ("microsoft_ads_campaign_history", "Microsoft Advertising, history of campaign entities, 10 rows"),
        ("microsoft_ads_campaign_performance_daily_report", "Microsoft Advertising, metrics by campaign, 2630 rows"),
        ("microsoft_ads_geographic_performance_daily_report", "\(split) conversion goal"),
        ("microsoft_ads_keyword_history", "\(split) keyword"),
        ("microsoft_ads_keyword_performance_daily_report", "\(split) keyword"),
        ("microsoft_ads_search_performance_daily_report", "\(split) keyword"),
    ].map(Table.init)

    @Test(arguments: tables) func `imports or refuses`(_ table: Table) throws {
        #expect(try Self.verdict(table.file) == table.verdict)
    }

    @Test func `no file is left out of the list`() throws {
        let files = try FileManager.default.contentsOfDirectory(atPath: SharedFiles.data + "/ad-reports")
        #expect(Self.tables.map { "\($0.file)_data.csv" }.sorted() == files.filter { $0.hasSuffix(".csv") }.sorted())
    }

    @Test(arguments: [
        ("microsoft_ads_ad_performance_daily_report", "208.36 28 860 2"),
        ("google_ads_campaign_stats", "231.33 280 1854 0"), ("linkedin_ad_analytics_by_campaign", "530.62 919 1359 0"),
        ("facebook_ads_basic_ad", "643.63 149 37275 0"), ("google_ads_ad_stats", "0 0 10 33"),
    ]) func `sums are exact`(_ name: String, _ sums: String) throws {
        let file = try Self.read(name)
        let found = [Counted.spend, .clicks, .impressions, .purchases].map { file.sum($0).description }
        #expect(found.joined(separator: " ") == sums)
    }

    @Test func `no row repeats another, since every breakdown is part of the key`() throws {
        for table in Self.tables where table.verdict.contains("metrics") {
            var keys: Set<MetricKey> = []
            for row in try Self.read(table.file).metrics {
                #expect(keys.insert(row.key).inserted, "\(table.file) line \(row.line)")
            }
        }
    }

    @Test func `an entity's own end is no end of a report's days`() throws {
        let plan = try Self.read("google_ads_campaign_history").plan
        #expect(plan.columns.first { $0.heading == "end_date" }?.field == .beside)
        #expect(plan.columns.first { $0.heading == "start_date" }?.field == .startDate)
    }
}

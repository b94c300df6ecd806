import Foundation
import Schemas
import TestKit
import Testing

/// Every public warehouse table through the built program: what becomes of it, alone and beside others, and again.
@Suite(.enabled(if: SharedData.has("ad-reports"), "../shared/data is not beside the package"))
struct WarehouseJourneyTests {
    /// What a table is.
    enum Kind: Equatable {
        case metrics, history, refused
    }

    /// A table with the rows that are accepted of it.
    struct Table: CustomTestStringConvertible, Sendable {
        let name: String
        let kind: Kind
        let rows: Int64
        var testDescription: String { name }
        var platform: String { String(name.prefix { $0 != "_" }) }
        var path: String { SharedData.url("ad-reports/\(name)_data.csv")?.path ?? "" }
    }

    static let tables: [Table] = [
        ("facebook_ads_account_history", .history, 59), ("facebook_ads_ad_history", .history, 12),
        ("facebook_ads_ad_set_history", .history, 14), ("facebook_ads_basic_ad_action_values", .refused, 0),
        ("facebook_ads_basic_ad_actions", .refused, 0), ("facebook_ads_basic_ad", .metrics, 10),
        ("facebook_ads_campaign_history", .history, 9), ("facebook_ads_demographics_country_actions", .refused, 0),
        ("facebook_ads_demographics_country", .metrics, 10), ("facebook_ads_demographics_region_actions", .refused, 0),
        ("facebook_ads_demographics_region", .metrics, 10), ("google_ads_account_history", .history, 1),
        ("google_ads_account_stats", .metrics, 19), ("google_ads_ad_group_criterion_history", .refused, 0),
        ("google_ads_ad_group_history", .history, 3), ("google_ads_ad_group_stats", .metrics, 15),
        ("google_ads_ad_history", .history, 10), ("google_ads_ad_stats", .metrics, 10),
        ("google_ads_campaign_history", .history, 10), ("google_ads_campaign_stats", .metrics, 16),
        ("google_ads_keyword_stats", .refused, 0), ("google_ads_search_term_keyword_stats", .refused, 0),
        ("linkedin_ad_account_history", .history, 14), ("linkedin_ad_analytics_by_campaign", .metrics, 20),
        // 71 of its 100 rows tell no cost in the account's currency, and are refused.
        ("linkedin_ad_analytics_by_creative", .metrics, 29), ("linkedin_ad_campaign_group_history", .refused, 0),
        ("linkedin_ad_campaign_history", .history, 100), ("linkedin_ad_creative_history", .history, 100),
        ("microsoft_ads_account_history", .history, 3),
        ("microsoft_ads_account_performance_daily_report", .metrics, 10),
        ("microsoft_ads_ad_group_history", .history, 10),
        ("microsoft_ads_ad_group_performance_daily_report", .metrics, 229), ("microsoft_ads_ad_history", .history, 10),
        ("microsoft_ads_ad_performance_daily_report", .metrics, 401), ("microsoft_ads_campaign_history", .history, 10),
        ("microsoft_ads_campaign_performance_daily_report", .metrics, 2630),
        ("microsoft_ads_geographic_performance_daily_report", .refused, 0),
        ("microsoft_ads_keyword_history", .refused, 0), ("microsoft_ads_keyword_performance_daily_report", .refused, 0),
        ("microsoft_ads_search_performance_daily_report", .refused, 0),
    ].map(Table.init)

    @Test func `no table of the folder is left out`() throws {
        let folder = try #require(SharedData.url("ad-reports"))
        let files = try FileManager.default.contentsOfDirectory(atPath: folder.path).filter { $0.hasSuffix(".csv") }
        #expect(Self.tables.map { "\($0.name)_data.csv" }.sorted() == files.sorted())
    }

    @Test(arguments: tables.filter { $0.kind == .metrics })
    func `a report comes in alone, and again without a change`(_ table: Table) throws {
        let mandate = try home()
        defer { mandate.remove() }
        let first = try mandate("import", table.path, "--currency", "USD", "--json")
        #expect(first.code == 0, "\(first.err)")
        #expect(try first.json()["accepted"]?.integerValue == table.rows)
        let again = try mandate("import", table.path, "--currency", "USD", "--json")
        #expect(again.code == 0, "\(again.err)")
        #expect(try again.json()["changed"]?.integerValue == 0)
    }

    @Test(arguments: tables.filter { $0.kind != .metrics })
    func `what is no report of spend is refused before anything is written`(_ table: Table) throws {
        let mandate = try home()
        defer { mandate.remove() }
        let alone = try mandate("import", table.path, "--currency", "USD")
        #expect(alone.code == (table.kind == .history ? 6 : 2), "\(alone.err)")
        #expect(try mandate.store("SELECT ref, name FROM entity").isEmpty)
    }

    /// How many rows of a table tell days that one before it tells at another level, or split in another way.
    private static let toldTwice: [String: Int64] = [
        "facebook_ads_demographics_region": 10, "linkedin_ad_analytics_by_creative": 1,
        "microsoft_ads_ad_group_performance_daily_report": 29, "microsoft_ads_ad_performance_daily_report": 34,
        "microsoft_ads_campaign_performance_daily_report": 808,
    ]

    @Test(arguments: ["facebook", "google", "linkedin", "microsoft"])
    func `all tables of a platform come into one home, reports first, and all of them again`(_ platform: String) throws
    {
        let mandate = try home()
        defer { mandate.remove() }
        let own = Self.tables.filter { $0.platform == platform && $0.kind != .refused }
        let ordered = own.filter { $0.kind == .metrics } + own.filter { $0.kind == .history }
        for round in 1...2 {
            for table in ordered {
                let answer = try mandate("import", table.path, "--currency", "USD", "--json")
                let twice = Self.toldTwice[table.name] ?? 0
                let isTaken = twice < table.rows
                #expect(answer.code == (isTaken ? 0 : 2), "\(table.name), round \(round): \(answer.err)")
                guard answer.code == 0 else { continue }
                let json = try answer.json()
                #expect(json["accepted"]?.integerValue == table.rows - twice, "\(table.name), round \(round)")
                #expect(round == 1 || json["changed"]?.integerValue == 0, "\(table.name)")
            }
        }
        #expect(try mandate("sandbox", "advance", "2d").code == 0)
        #expect(try mandate("audit", "verify").code == 0)
    }

    private func home() throws -> MandateProgram {
        let mandate = try MandateProgram()
        #expect(try mandate("init", "--sandbox", "--clock", "2025-05-01T06:00:00Z").code == 0)
        return mandate
    }
}

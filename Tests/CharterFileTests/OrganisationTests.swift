import CharterFile
import Foundation
import Testing
import Vocabulary

@Suite struct OrganisationTests {
    /// Findings that only an organisation's file has, or a charter under one.
    static let codes: Set<CharterFinding.Code> = [.laxerThanOrganisation, .metricDefinedTwice, .ratioOfRatios]

    private static let text = """
        organisation: shop
        constraints:
          time_zone: Europe/Berlin
          currency: EUR
          money:
            - { cap: 1000 EUR, per: day, over: account }
          touches:
            - { at_most: 2 times, in_any: 7 d }
          data: { may_see: [campaign, metrics], may_not_see: [health, email] }
          channels: [paid_search, display, email]
          markets: [DE, AT, CH]
        never:
          - tool: ads.delete
          - about: { campaign: "board *" }
        owner:
          person: cfo@shop.example
          deputies: [coo@shop.example]
          may_change: [owner]
          may_pause: anyone
          answers_questions: owner
        """

    private func organisation() throws -> Organisation {
        let (organisation, findings) = OrganisationReader().read(Array(Self.text.utf8), fileName: "organisation.yaml")
        #expect(findings.map(\.text) == [])
        return try #require(organisation)
    }

    @Test func `a charter under an organisation is only ever narrower`() throws {
        let charter = try #require(Sample(Bases.search).outcome.charter)
        let ruling = try organisation().narrowing(charter)
        let changes = CharterComparison(from: charter, to: ruling)
        #expect(!changes.widens && !changes.changes.isEmpty)
        #expect(ruling.constraints.money.map(\.clause.key).last == "organisation.constraints.money[0]")
        // `ads.delete` is forbidden by both and stands once.
        #expect(ruling.actions.prohibitions.count == charter.actions.prohibitions.count + 1)
    }

    @Test func `what an organisation says of data, offers and hours narrows a charter with and without its own`() throws
    {
        var charter = try #require(Sample(Bases.search).outcome.charter)
        var limits = try organisation()
        limits.constraints.offers = .init(
            discountAlone: nil, discountAtMost: Percentage(percent: 10), marginAtLeast: Percentage(percent: 40))
        limits.constraints.quietHours = .init(from: 1_200, to: 480, clock: .recipient)
        charter.constraints.data = .init(maySee: ["campaign", "ad", "email"], mayNotSee: ["name"])
        charter.constraints.offers = .init(
            discountAlone: Percentage(percent: 15), discountAtMost: Percentage(percent: 20),
            marginAtLeast: Percentage(percent: 30))
        charter.constraints.quietHours = .init(from: 1_260, to: 420, clock: .recipient)
        let ruling = try limits.narrowing(charter).constraints
        #expect(ruling.data == .init(maySee: ["campaign"], mayNotSee: ["name", "health", "email"]))
        #expect(
            ruling.offers
                == limits.constraints.offers.map {
                    .init(
                        discountAlone: $0.discountAtMost, discountAtMost: $0.discountAtMost,
                        marginAtLeast: $0.marginAtLeast)
                })
        #expect(ruling.quietHours == limits.constraints.quietHours)
        charter.constraints.data = nil
        charter.constraints.offers = nil
        charter.constraints.quietHours = nil
        let alone = try limits.narrowing(charter).constraints
        #expect(alone.data == limits.constraints.data && alone.offers == limits.constraints.offers)
        #expect(alone.quietHours == limits.constraints.quietHours)
        charter.constraints.quietHours = .init(from: 600, to: 480, clock: .recipient)
        #expect(try limits.narrowing(charter).constraints.quietHours == charter.constraints.quietHours, "is longer")
        charter.constraints.quietHours = .init(from: 1_260, to: 500, clock: .recipient)
        #expect(throws: OrganisationConflict.self) { try limits.narrowing(charter) }
    }

    @Test(arguments: [
        ("share_of_total_spend: 10 %", "share_of_total_spend: 20 %"),
        ("at_most: 1 time, in_any: 6 h", "at_most: 2 times, in_any: 6 h"),
        ("by: 30 %, in_any: 7 d", "by: 40 %, in_any: 7 d"), ("change_by_others: 24 h", "change_by_others: 12 h"),
        ("min_age: 7 d", "min_age: 6 d"), ("min_spend: 100 GBP", "min_spend: 99 GBP"),
        ("freshness: 24 h", "freshness: 48 h"),
    ]) func `limits on change and evidence that let more through than the organisation's are named`(
        own: String, laxer: String
    ) throws {
        let text = String(decoding: try Data(contentsOf: Self.exampleCharter), as: UTF8.self)
        #expect(text.contains(own))
        let charter = try #require(CharterReader().read(Array(text.utf8), fileName: "charter.yaml").charter)
        var context = CharterContext()
        context.organisation = Organisation(
            name: try #require(AgentName("shop")), constraints: charter.constraints, prohibitions: [],
            owner: charter.owner)
        for (written, isLaxer) in [(text.replacing(own, with: laxer), true), (text, false)] {
            let codes = CharterReader(context).read(Array(written.utf8), fileName: "charter.yaml").findings.map(\.code)
            #expect(codes.contains(.laxerThanOrganisation) == isLaxer, "\(laxer)")
        }
    }

    private static let exampleCharter = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().appending(path: "Examples/paid-social/charter.yaml")

    @Test func `quiet hours that grow narrow, and a tool that the organisation forbids is granted no more`() throws {
        let charter = try #require(Sample(Bases.search).outcome.charter)
        var limits = try organisation()
        limits.constraints.quietHours = .init(from: 1_200, to: 540, clock: .recipient)
        var quiet = charter
        quiet.constraints.quietHours = .init(from: 1_260, to: 480, clock: .recipient)
        let grown = CharterComparison(from: quiet, to: try limits.narrowing(quiet))
        #expect(!grown.widens, "\(grown.changes.map(\.text))")
        #expect(CharterComparison(from: try limits.narrowing(quiet), to: quiet).widens)
        let tool = try #require(charter.actions.permissions.first?.tool)
        limits.prohibitions.append(.init(.tool(tool), clause: .init("organisation.never[9]")))
        let without = try limits.narrowing(charter)
        #expect(!without.actions.permissions.contains { $0.tool == tool })
        #expect(!CharterPage(without).plainText.contains("It sees ,"))
    }

    @Test func `content from the organisation's library keeps the charter's voice, from another there is none`() throws
    {
        var charter = try #require(Sample(Bases.search).outcome.charter)
        var limits = try organisation()
        charter.constraints.content = .init(onlyFrom: "library/approved", voice: "library/voice.md")
        limits.constraints.content = .init(onlyFrom: "library/approved", voice: nil)
        #expect(try limits.narrowing(charter).constraints.content == charter.constraints.content)
        limits.constraints.content = .init(onlyFrom: "library/other", voice: nil)
        #expect(throws: OrganisationConflict.self) { try limits.narrowing(charter) }
    }

    @Test func `the first limits narrow, one that goes widens, and markets that come narrow`() throws {
        let now = try organisation()
        let first = CharterComparison(from: nil, to: now)
        #expect(!first.widens && first.changes.count == 7, "\(first.changes.map(\.text))")
        var next = now
        next.constraints.markets = ["DE"]
        next.constraints.channels = []
        let changes = CharterComparison(from: now, to: next).changes
        #expect(changes.map(\.direction) == [.widening, .narrowing], "\(changes.map(\.text))")
    }

    @Test(arguments: [
        "900 EUR, per: day => 1000.01 EUR, per: day", "[DE, AT] => [DE, FR]", "[paid_search] => [paid_search, video]",
        "may_see: [campaign, metrics] => may_see: [campaign, health]",
        "- tool: ads.delete => - tool: ads.set_bid && tool: ads.resume => tool: ads.delete",
    ]) func `a charter that is laxer than its organisation is refused`(edits: String) throws {
        var sample = FindingCase(.alias, fails: [], passes: []).sample(edits)
        #expect(!sample.codes.contains(.laxerThanOrganisation))
        sample.context.organisation = try organisation()
        #expect(sample.codes.contains(.laxerThanOrganisation), "\(sample.report)")
    }

    @Test(arguments: ["", "900 EUR, per: day => 1000 EUR, per: day", "[DE, AT] => [CH]"])
    func `a charter that is as strict as its organisation passes`(edits: String) throws {
        var sample = FindingCase(.alias, fails: [], passes: []).sample(edits)
        sample.context.organisation = try organisation()
        #expect(sample.errors.isEmpty, "\(sample.report)")
    }

    @Test(arguments: [
        "currency: EUR => currency: EURO", "organisation: shop => organisation: The Shop", "per: day, => per: days,",
        "tool: ads.delete => tool: ads.delte", "per: day, over: account => per: day, over: campaign",
        "channels: => change: [{ tool: ads.set_daily_budget, at_most: 1 time, in_any: 7 d, over: ad }]\n  channels:",
        "channels: => change: [{ tool: ads.query, at_most: 1 time, in_any: 7 d, over: account }]\n  channels:",
        "channels: => evidence: [{ min_age: 7 d, before: [ads.pauze] }]\n  channels:",
    ])
    func `a file with a mistake is no organisation`(edit: String) {
        let parts = edit.split(separator: " => ").map(String.init)
        let sample = Sample(Self.text).replacing(parts[0], parts[1])
        let (organisation, findings) = OrganisationReader().read(Array(sample.text.utf8), fileName: "organisation.yaml")
        #expect(organisation == nil && !findings.isEmpty)
    }
}

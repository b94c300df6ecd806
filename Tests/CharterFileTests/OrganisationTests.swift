import CharterFile
import Testing
import Vocabulary

@Suite struct OrganisationTests {
    private static let text = """
        organisation: shop
        constraints:
          time_zone: Europe/Berlin
          currency: EUR
          money:
            - { cap: 1000 EUR, per: day, over: account }
          touches:
            - { at_most: 2 times, in_any: 7 d }
          data: { may_see: [campaign], may_not_see: [health, email] }
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
        #expect(ruling.actions.prohibitions.count == charter.actions.prohibitions.count + 2)
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
    ])
    func `a file with a mistake is no organisation`(edit: String) {
        let parts = edit.split(separator: " => ").map(String.init)
        let sample = Sample(Self.text).replacing(parts[0], parts[1])
        let (organisation, findings) = OrganisationReader().read(Array(sample.text.utf8), fileName: "organisation.yaml")
        #expect(organisation == nil && !findings.isEmpty)
    }
}

import Signals
import Testing
import Vocabulary

@testable import Engine
import Governance

/// What an import keeps of entities whose rows repeat themselves, and of those whose rows do not.
@Suite struct SaidOfEntitiesTests {
    private static let head =
        "Day,Campaign ID,Campaign name,Ad ID,Ad name,Ad delivery,Impressions,Link clicks,Amount spent (GBP),Purchases\n"

    /// Imports rows of `day,campaign name,ad name,delivery`, of ad `a1` where they name no other, and gives that ad and its campaign as kept.
    private func kept(_ rows: [String]) async throws -> (ad: Governance.EntityFacts, campaign: Governance.EntityFacts) {
        let world = try await World()
        var text = Self.head
        for row in rows {
            let cells = row.split(separator: ",").map(String.init)
            text +=
                "2017-09-\(cells[0]),c1,\(cells[1]),\(cells.count > 4 ? cells[4] : "a1"),\(cells[2]),\(cells[3]),1000,10,5.00,1\n"
        }
        var options = ImportOptions(source: .adsMetrics)
        options.currency = Currency("GBP")
        options.account = "main"
        let bytes = Array(text.utf8)
        let plan = try ImportPlan(of: { () throws(ImportError) in Chunks(bytes) }, options)
        let outcome = try await world.engine.importRows(
            plan, { Chunks(bytes) }, ImportedFile(name: "ads.csv", hash: "0"))
        #expect(outcome.summary.accepted == rows.count, "\(outcome.refused)")
        let (ad, campaign) = (try required(EntityRef(.ad, "a1")), try required(EntityRef(.campaign, "c1")))
        let found = try await world.store.read { view in (try view.entity(ad)?.facts, try view.entity(campaign)?.facts)
        }
        await world.close()
        return (try required(found.0), try required(found.1))
    }

    @Test func `a row that says something else of an entity than the rows before it is heard, wherever it stands`()
        async throws
    {
        let same = try await kept(["05,Spring,Red,active", "06,Spring,Red,active", "07,Spring,Red,active"])
        #expect(same.ad.name == "Red" && same.campaign.name == "Spring" && same.ad.status == .active)
        let started = try required(same.ad.started)
        let earlier = try await kept(["05,Spring,Red,active", "06,Spring,Red,active", "03,Spring,Red,active"])
        #expect(earlier.ad.started == started.advanced(by: .seconds(-2 * 86_400)))
        #expect(earlier.campaign.started == earlier.ad.started)
        let stopped = try await kept(["05,Spring,Red,active", "06,Spring,Red,paused"])
        #expect(stopped.ad.status == .paused && stopped.ad.started == started)
        let renamed = try await kept(["05,Spring,Red,active", "06,Spring,Blue,active", "07,Summer,Blue,active"])
        #expect(renamed.ad.name == "Blue" && renamed.campaign.name == "Summer")
        let back = try await kept(["05,Spring,Red,active", "06,Summer,Blue,active,a2", "07,Spring,Red,active"])
        #expect(back.campaign.name == "Spring", "the last row that names it")
    }

    @Test func `what an earlier report said of an entity, a later one that says nothing of it does not unsay`()
        async throws
    {
        let world = try await World.begun()
        let ad = try required(EntityRef(.ad, "a1"))
        func kept() async throws -> Governance.EntityFacts {
            try required(try await world.store.read { view in try view.entity(ad)?.facts })
        }
        let head = "Day,Campaign ID,Ad ID,Impressions,Link clicks,Amount spent (GBP),Purchases"
        let told = try await world.loadDated(
            head + ",Ad delivery,In bundle,In experiment\n2017-09-01,c1,a1,1000,10,5.00,1,paused,yes,no\n")
        #expect(told.summary.accepted == 1, "\(told.refused)")
        #expect(try await kept().status == .paused)
        #expect(try await kept().inBundle == true)
        _ = try await world.loadDated(head + "\n2017-09-02,c1,a1,1000,10,5.00,1\n2017-09-02,c1,a2,1000,10,5.00,1\n")
        #expect(try await kept().status == .paused, "no column says that it runs again")
        #expect(try await kept().inBundle == true)
        #expect(try await kept().inExperiment == false)
        let new = try required(EntityRef(.ad, "a2"))
        let assumed = try required(try await world.store.read { view in try view.entity(new)?.facts })
        #expect(assumed.status == .active && assumed.inBundle == false && assumed.inExperiment == false)
        _ = try await world.loadDated(head + ",Ad delivery,In bundle\n2017-09-03,c1,a1,1000,10,5.00,1,active,no\n")
        #expect(try await kept().status == .active)
        #expect(try await kept().inBundle == false, "a column does")
        await world.close()
    }
}

import Engine
import Governance
import Testing
import Vocabulary

/// What is assumed of a campaign whose budget no report says.
@Suite struct DeclaredBudgetTests {
    @Test func `a campaign that began last week is assumed at what it spent a day since`() async throws {
        let world = try await World.begun()
        var text = "Day,Campaign ID,Ad ID,Impressions,Link clicks,Amount spent (GBP),Leads,Purchases\n"
        for day in 1...28 {
            let date = "2017-09-\(day < 10 ? "0" : "")\(day)"
            text += "\(date),1,11,1000,100,150.00,9,3\n"
            if day > 21 { text += "\(date),2,21,1000,100,70.00,9,3\n" }
        }
        _ = try await world.loadDated(text)
        func budget(_ campaign: String) async throws -> String? {
            let entity = try required(EntityRef(.campaign, campaign))
            return try await world.store.read { view in try view.entity(entity)?.facts.dailyBudget?.description }
        }
        #expect(try await budget("1") == "150.00 GBP")
        #expect(try await budget("2") == "70.00 GBP")
        await world.close()
    }
}

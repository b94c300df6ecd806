import Foundation
import Schemas
import Testing

/// What a newcomer does, through the built program: on 300 invented ads always, on the real export where it is there.
struct MainJobTests {
    @Test
    func
        `R051 R224 a newcomer's list on invented ads: imports, rehearses, acts, asks, explains, undoes, goes on, verifies`()
        throws
    { try play(MandateProgram.invented) }

    @Test(.enabled(if: MandateProgram.hasRealAds, "../shared/data/social-ads-conversions is not there"))
    func
        `R051 R224 a newcomer's list on 1,143 real ads: imports, rehearses, acts, asks, explains, undoes, goes on, verifies`()
        throws
    { try play(MandateProgram.realAds) }

    private func play(_ url: URL) throws {
        let mandate = try MandateProgram()
        defer { mandate.remove() }
        let file = try AdsFile(url)
        try begin(mandate, url, file)

        let unrehearsed = try mandate("agent", "promote", "paid-social", "--to", "autonomous", "--confirm=paid-social")
        #expect(unrehearsed.code == 6 && unrehearsed.err.contains("--shadow"), "R224: \(unrehearsed.err)")
        let ledger = try mandate.platformFile()
        let shadow = try mandate("agent", "run", "paid-social", "--shadow", "--json").json()
        #expect(try mandate.platformFile() == ledger, "R051: the platform's own file is as it was, byte for byte")
        #expect(shadow["shadow"]?.boolValue == true)
        let untouched = try mandate("inbox", "--json").json()
        #expect(untouched["items"]?.arrayValue?.isEmpty == true, "a shadow run holds nothing")

        let tooEarly = try mandate("agent", "promote", "paid-social", "--to", "autonomous")
        #expect(tooEarly.code == 2 && tooEarly.err.contains("--confirm=paid-social"))
        #expect(
            try mandate("agent", "promote", "paid-social", "--to", "autonomous", "--confirm=paid-social").code == 0)

        let beforeActing = try mandate.platformFile()
        #expect(try mandate("agent", "run", "paid-social", "--shadow").code == 0)
        #expect(try mandate.platformFile() == beforeActing, "R051: nor does a rehearsal of an agent that may act")

        let first = try mandate("agent", "run", "paid-social", "--json").json()
        for kind in ["executed", "held", "refused", "escalated"] {
            #expect(first[kind]?.arrayValue?.isEmpty == false, "nothing is \(kind)")
        }
        try check(first, file)
        let second = try mandate("agent", "run", "paid-social", "--json").json()
        #expect(keys(first, "executed").isDisjoint(with: keys(second, "executed")), "a second run repeats nothing")

        try people(mandate)
        #expect(try mandate("sandbox", "advance", "7d", "--reviewed").code == 0)
        let later = try mandate("agent", "run", "paid-social", "--json").json()
        #expect(later["at"]?.stringValue?.hasPrefix("2017-10-08") == true)
        try measured(first, later)
        try standing(first["goal"], later["goal"], file)
        #expect(try mandate("audit", "verify").code == 0)
    }

    private func begin(_ mandate: MandateProgram, _ url: URL, _ file: AdsFile) throws {
        #expect(try mandate("init", "--sandbox", "--clock", "2017-10-01T06:00:00Z").code == 0)
        #expect(try mandate("charter", "check", MandateProgram.charter).code == 0)
        #expect(try mandate("charter", "apply", MandateProgram.charter).code == 0)
        let asked = try mandate("import", url.path, "--no-input")
        #expect(asked.code == 2 && asked.err.contains("--currency") && asked.err.contains("--period"))
        for changed in [file.ads.count, 0] {
            let imported = try mandate(
                "import", url.path, "--currency", "GBP", "--period", "2017-07-01/2017-09-30", "--json"
            ).json()
            #expect(imported["rows"]?.integerValue == Int64(file.ads.count))
            #expect(imported["changed"]?.integerValue == Int64(changed), "P12: the same rows change nothing")
            #expect(imported["assumptions"]?.arrayValue?.isEmpty == false)
        }
    }

    /// Figures of the run against those worked out here from the file alone.
    private func check(_ run: JSON, _ file: AdsFile) throws {
        let ads = Dictionary(uniqueKeysWithValues: file.ads.map { ("ad/\($0.id)", $0) })
        var moved = 0
        for entry in run["executed"]?.arrayValue ?? [] {
            #expect(entry["state"]?.stringValue == "done")
            guard entry["tool"]?.stringValue == "ads.pause", let id = entry["entity"]?.stringValue else { continue }
            let ad = try #require(ads[id])
            #expect(ad.spend >= 100 * 1_000_000_000, "\(id) was paused on too little spend")
            moved += ad.spend
        }
        #expect(moved > 0 && moved * 10 <= file.spend, "pauses are at most 10 % of spend")
        for entry in run["refused"]?.arrayValue ?? [] where entry["tool"]?.stringValue == "ads.pause" {
            let ad = try #require(entry["entity"]?.stringValue.flatMap { ads[$0] })
            #expect(ad.spend < 100 * 1_000_000_000)
        }
        for entry in run["held"]?.arrayValue ?? [] where entry["tool"]?.stringValue == "ads.set_daily_budget" {
            let campaign = try #require(entry["entity"]?.stringValue?.split(separator: "/").last.map(String.init))
            let now = file.dailyPennies(campaign)
            #expect(entry["before"]?.stringValue == AdsFile.pounds(now))
            #expect(entry["after"]?.stringValue == AdsFile.pounds(now * 130 / 100), "30 % more, rounded down")
        }
    }

    /// Forecast against measured, action by action: each action that stands has a week of figures beside what was expected.
    private func measured(_ first: JSON, _ later: JSON) throws {
        let done = (first["executed"]?.arrayValue ?? []).compactMap { $0["decision"]?.stringValue }
        let checks = later["forecasts"]?.arrayValue ?? []
        #expect(Set(checks.compactMap { $0["decision"]?.stringValue }) == Set(done))
        for check in checks {
            #expect(check["days"]?.integerValue == 7 && check["from"]?.stringValue == "2017-10-01")
            #expect(check["step"]?["before"] != check["step"]?["after"], "its own part in the forecast")
            let value = try #require(amount(check["measured"]))
            let (low, high) = (try #require(amount(check["expected"]?["low"])), amount(check["expected"]?["high"]))
            #expect(check["inside"]?.boolValue == (value >= low && high.map { value <= $0 } ?? true))
        }
    }

    /// Where the goal stands: 15 % below what the file's purchases cost, and a week measured since.
    private func standing(_ first: JSON?, _ later: JSON?, _ file: AdsFile) throws {
        let cost = Double(file.spend) / 1e9 / Double(file.purchases)
        for goal in [first, later] {
            #expect(abs(try #require(amount(goal?["baseline"])) - cost) < 1e-9)
            #expect(abs(try #require(amount(goal?["target"])) - cost * 0.85) < 1e-9)
        }
        #expect(first?["measured"] == nil && first?["met"] == false)
        let week = try #require(later?["measured"])
        #expect(week["days"] == "2017-10-01/2017-10-07")
        #expect(try week["reached"]?.boolValue == (#require(amount(week["value"])) <= cost * 0.85))
    }

    private func amount(_ value: JSON?) -> Double? {
        value?.stringValue?.split(separator: " ").first.flatMap { Double($0) }
    }

    private func people(_ mandate: MandateProgram) throws {
        let items = try mandate("inbox", "--json").json()["items"]?.arrayValue ?? []
        let hold = try #require(items.first { $0["kind"]?.stringValue == "hold" }?["decision"]?.stringValue)
        let escalation = try #require(
            items.first { $0["kind"]?.stringValue == "escalation" }?["escalation"]?.stringValue)
        let why = try mandate("explain", hold)
        #expect(why.code == 0 && (6...12).contains(why.out.split(separator: "\n").count), "at most twelve lines")

        let stranger = try mandate("approve", hold, "--as", "deputy@example.com")
        #expect(stranger.code == 3 && stranger.err.contains("marketing-manager"), "the charter asks somebody else")
        #expect(try mandate("approve", String(hold.prefix(22))).code == 0, "an identifier may be shortened")
        #expect(try mandate("approve", hold).code == 6, "a yes is used once")
        #expect(try mandate("undo", hold).code == 0)
        #expect(try mandate("answer", escalation, "--do-nothing").code == 0)
        #expect(try mandate("answer", escalation, "--do-nothing").code == 6)
    }

    private func keys(_ run: JSON, _ kind: String) -> Set<String> {
        Set((run[kind]?.arrayValue ?? []).map { "\($0["tool"]?.stringValue ?? "") \($0["entity"]?.stringValue ?? "")" })
    }
}

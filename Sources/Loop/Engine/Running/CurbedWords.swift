import Governance
import Vocabulary

/// What a run says of campaigns that the runtime paused or lowered to get under a money cap.
enum CurbedWords {
    /// What is over a cap, so that a person has to lower it, since the charter lets nobody touch it.
    static func untouchable(_ look: LookAtCaps) -> [String] {
        guard look.isFixedTooMuch else { return [] }
        func budget(_ amount: Int64) -> Money { Money(minorUnits: amount, look.account.currency) }
        let told = look.fixed.sorted { $0.daily > $1.daily }.prefix(3).map { campaign in
            "\(campaign.ref) at `\(budget(campaign.daily))` a day"
                + (campaign.former.map { ", which had `\(budget($0))` before somebody else changed it" } ?? "")
        }
        return [
            "over a money cap by what the charter lets nobody touch, so that no reduction of the rest is enough: "
                + "\(told.joined(separator: "; ")); lower it on the platform, or change the charter"
        ]
    }

    /// The end of a reason: that somebody else raised it; nothing where nobody did.
    static func raised(_ campaign: LookAtCaps.Campaign, _ currency: Currency) -> String {
        campaign.former.map {
            "; it had `\(Money(minorUnits: $0, currency))` a day before somebody else changed it, and what came on top goes first"
        } ?? ""
    }

    /// Nobody is asked yet.
    static func waiting(_ paused: [Curbed], _ room: Room) -> String {
        let what = stand(paused) + "; "
        if room.isThere(for: paused, on: room.today) {
            return what + "the caps have room again, and the next run asks a person"
        }
        let first = (1...400).lazy.map { room.today.adding(days: $0) }.first { room.isThere(for: paused, on: $0) }
        guard let first else {
            return what
                + "by these caps there is no room for them within a year; lower other budgets, or change the charter"
        }
        return what
            + "a person is asked once the caps have room again, by what is billed so far on `\(first)` at the earliest"
    }

    /// A person is asked, by this run or an earlier one.
    static func asked(_ paused: [Curbed]) -> [String] {
        paused.isEmpty
            ? [] : ["\(stand(paused)); a person is asked whether they may run again\(RunRecord.inInbox)"]
    }

    /// There is room, and nobody can be asked.
    static func unasked(_ paused: [Curbed]) -> [String] {
        paused.isEmpty
            ? []
            : [
                "\(stand(paused)); nobody is asked, since the charter forbids it, the caps have room for too little of their budgets, or these could not be "
                    + "lowered to it: the next run tries again, or lower and resume them on the platform"
            ]
    }

    /// They run with less than they had, and the caps have room for that, or for half of what each lost.
    static func lowered(_ lowered: [Curbed], _ free: Int128, _ currency: Currency) -> [String] {
        let roomy = lowered.filter { Int128($0.was - $0.daily) <= free * 2 }
        guard !roomy.isEmpty else { return [] }
        func budget(_ amount: Int64) -> Money { Money(minorUnits: amount, currency) }
        let told = roomy.prefix(3).map { one in
            let back = Int128(one.was - one.daily) <= free ? " (`mandate undo \(one.decision.id)`)" : ""
            return "\(one.campaign) from \(budget(one.was)) to \(budget(one.daily)) a day\(back)"
        }
        return [
            "\(numbered(roomy.count, "campaign stands", "campaigns stand")) lowered by Mandate itself to get under a money cap, and "
                + "the caps have room for `\(budget(Int64(clamping: free)))` a day more: \(told.joined(separator: ", "))"
                + more(roomy, than: 3)
        ]
    }

    private static func stand(_ paused: [Curbed]) -> String {
        let names = paused.prefix(10).map(\.campaign.description).joined(separator: ", ")
        let count = numbered(paused.count, "campaign stands", "campaigns stand")
        return "\(count) paused by Mandate itself to get under a money cap: \(names)\(more(paused, than: 10))"
    }

    private static func more(_ all: [Curbed], than shown: Int) -> String {
        all.count > shown ? " and \(all.count - shown) more" : ""
    }
}

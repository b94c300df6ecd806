import Governance
import Vocabulary

/// What a run says of campaigns that the runtime paused or lowered to get under a money cap.
enum RestingWords {
    /// Nobody is asked yet.
    static func waiting(_ resting: [Resting], _ room: Room) -> String {
        let what = stand(resting) + "; "
        if room.isThere(for: resting, on: room.today) {
            return what + "the caps have room again, and the next run asks a person"
        }
        let first = (1...400).lazy.map { room.today.adding(days: $0) }.first { room.isThere(for: resting, on: $0) }
        guard let first else {
            return what + "the caps leave no room for them; lower other budgets, or change the charter"
        }
        return what
            + "a person is asked once the caps have room again, by what is billed so far on `\(first)` at the earliest"
    }

    /// A person is asked, by this run or an earlier one.
    static func asked(_ resting: [Resting]) -> [String] {
        resting.isEmpty
            ? [] : ["\(stand(resting)); a person is asked whether they may run again: `mandate inbox` lists it"]
    }

    /// There is room, and nobody can be asked.
    static func unasked(_ resting: [Resting]) -> [String] {
        resting.isEmpty
            ? []
            : [
                "\(stand(resting)); the caps have room again, and what is more than that could not be taken off their budgets: "
                    + "the next run tries again, or lower and resume them on the platform"
            ]
    }

    /// They run with less than they had, and the caps have room for that.
    static func lowered(_ lowered: [Resting], _ currency: Currency) -> [String] {
        guard !lowered.isEmpty else { return [] }
        func budget(_ amount: Int64) -> Money { Money(minorUnits: amount, currency) }
        let told = lowered.prefix(3).map {
            "\($0.campaign) from \(budget($0.was)) to \(budget($0.daily)) a day (`mandate undo \($0.decision.id)`)"
        }
        return [
            "\(numbered(lowered.count, "campaign stands", "campaigns stand")) lowered by Mandate itself to get under a money cap, and "
                + "the caps have room for what they had: \(told.joined(separator: ", "))\(more(lowered, than: 3))"
        ]
    }

    private static func stand(_ resting: [Resting]) -> String {
        let names = resting.prefix(10).map(\.campaign.description).joined(separator: ", ")
        let count = numbered(resting.count, "campaign stands", "campaigns stand")
        return "\(count) paused by Mandate itself to get under a money cap: \(names)\(more(resting, than: 10))"
    }

    private static func more(_ all: [Resting], than shown: Int) -> String {
        all.count > shown ? " and \(all.count - shown) more" : ""
    }
}

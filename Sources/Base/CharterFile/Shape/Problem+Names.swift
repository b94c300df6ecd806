import Foundation
import Schemas
import Vocabulary

extension Problem {
    /// A text that grants more than one tool.
    static func wildcard(_ text: String) -> Problem {
        Problem(
            code: .wildcardTool, message: "\(quoted(text)) grants tools that nobody has listed, also future ones",
            fix: "write `\(Leaf.tool.example)`, and list each tool by itself")
    }

    /// A text that is no zone of the IANA list.
    static func zone(_ text: String) -> Problem {
        let names = TimeZone.knownTimeZoneIdentifiers.filter { Zone($0) != nil }
        let city = names.first { $0.lowercased().hasSuffix("/" + text.lowercased().replacing(" ", with: "_")) }
        let near = city ?? Nearest.name(to: text, among: names)
        return Problem(
            code: .unknownZone, message: "\(quoted(text)) is not a place of the IANA list of time zones",
            fix: near.map { "did you mean `\($0)`?" } ?? "write `Europe/London`, or another place of the list")
    }

    /// A text that is no market of ISO 3166-1.
    static func market(_ text: String) -> Problem {
        let usual = ["UK": "GB", "EN": "GB", "USA": "US", "GER": "DE", "EU": "DE"]
        let capitals = text.uppercased()
        let english = Locale(identifier: "en_GB")
        let code =
            usual[capitals] ?? (Markets.known.contains(capitals) ? capitals : nil)
            ?? Markets.known.first { english.localizedString(forRegionCode: $0)?.uppercased() == capitals }
        let rule = capitals == "EU" ? "each country by itself" : "the country's two letters in capitals"
        return Problem(
            code: .unknownMarket, message: "\(quoted(text)) is not a market of ISO 3166-1",
            fix: "write `\(code ?? "GB")`: \(rule)")
    }

    /// A text that is not one person's address.
    static func person(_ text: String, _ values: FixValues) -> Problem {
        let words = Set(text.lowercased().split { !$0.isLetter }.map(String.init))
        if text.contains(",") || text.contains(";") || text.split(separator: "@").count > 2 {
            let first = text.split { ",; ".contains($0) }.map(String.init).first { Leaf.person.accepts($0) }
            return Problem(
                code: .ownerIsList, message: "\(quoted(text)) is more than one person",
                fix: "write `\(first ?? values.value(.person))`, and list the others under `deputies`")
        }
        if !CharterWords.machines.isDisjoint(with: words) {
            return Problem(
                code: .ownerIsMachine, message: "\(quoted(text)) is a machine; it cannot answer for anything",
                fix: "write `\(values.value(.person))`: the e-mail address of one person")
        }
        if !CharterWords.groups.isDisjoint(with: words) {
            return Problem(
                code: .ownerIsTeam, message: "\(quoted(text)) is a group; nobody in particular answers",
                fix: "write `\(values.value(.person))`: the e-mail address of one person")
        }
        return Problem(
            code: .ownerWithoutAddress, message: "\(quoted(text)) is not an e-mail address",
            fix: "write `\(values.value(.person))`: the person's own address")
    }

    /// A text that names nobody who could be asked.
    static func approver(_ text: String) -> Problem {
        let words = Set(text.lowercased().split { !$0.isLetter }.map(String.init))
        if !CharterWords.machines.isDisjoint(with: words) {
            return Problem(
                code: .asksProposer, message: "\(quoted(text)) is a machine; it cannot agree to anything",
                fix: "write `owner` or `\(Leaf.approver.example)`: people are asked")
        }
        if CharterWords.isEverybody(text) {
            return Problem(
                code: .notSomebody, message: "\(quoted(text)) is everybody, and so nobody in particular",
                fix: "write `owner`, or `role:` and a role that somebody holds, or one person's address")
        }
        let slug = text.lowercased().split { !($0.isLetter || $0.isNumber) }.joined(separator: "-")
        return Problem(
            code: .notSomebody, message: "\(quoted(text)) names nobody who could be asked",
            fix: Role(slug).map { "write `role:\($0)` if it is a role, else `owner` or one person's address" }
                ?? "write `owner`, `role:` and a role, or one person's address")
    }
}

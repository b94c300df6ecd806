import Foundation
import Schemas
import Vocabulary

extension Problem {
    /// A text that grants more than one tool.
    static func wildcard(_ text: String) -> Problem {
        Problem(
            code: .wildcardTool, message: "\(quoted(text)) grants tools that nobody has listed, also future ones",
            fix: "list each tool: `\(Leaf.tool.example)`")
    }

    /// A text that is no zone of the IANA list.
    static func zone(_ text: String) -> Problem {
        let names = TimeZone.knownTimeZoneIdentifiers
        let city = names.first { $0.lowercased().hasSuffix("/" + text.lowercased().replacing(" ", with: "_")) }
        let near = city ?? Nearest.name(to: text, among: names)
        return Problem(
            code: .unknownZone, message: "\(quoted(text)) is not a time zone of the IANA list",
            fix: near.map { "did you mean `\($0)`?" } ?? "write a place of the list, such as `Europe/London`")
    }

    /// A text that is no market of ISO 3166-1.
    static func market(_ text: String) -> Problem {
        let known = [
            "UK": "GB", "EN": "GB", "USA": "US", "GER": "DE", "EU": "each country by itself, such as `DE`, `FR`",
        ]
        let fix = known[text.uppercased()].map { $0.count == 2 ? "write `\($0)`" : "write \($0)" }
        return Problem(
            code: .unknownMarket, message: "\(quoted(text)) is not a market of ISO 3166-1",
            fix: fix ?? "write the country's two letters in capitals, such as `GB`")
    }

    /// A text that is not one person's address.
    static func person(_ text: String) -> Problem {
        let words = Set(text.lowercased().split { !$0.isLetter }.map(String.init))
        if text.contains(",") || text.contains(";") || text.split(separator: "@").count > 2 {
            return Problem(
                code: .ownerIsList, message: "\(quoted(text)) is more than one person",
                fix: "name one person and list the others under `deputies`")
        }
        if !CharterWords.machines.isDisjoint(with: words) {
            return Problem(
                code: .ownerIsMachine, message: "\(quoted(text)) is a machine; it cannot answer for anything",
                fix: "write the e-mail address of one person: `\(Leaf.person.example)`")
        }
        if !CharterWords.groups.isDisjoint(with: words) {
            return Problem(
                code: .ownerIsTeam, message: "\(quoted(text)) is a group; nobody in particular answers",
                fix: "write the e-mail address of one person: `\(Leaf.person.example)`")
        }
        return Problem(
            code: .ownerWithoutAddress, message: "\(quoted(text)) is not an e-mail address",
            fix: "write the person's address: `\(Leaf.person.example)`")
    }

    /// A text that names nobody who could be asked.
    static func approver(_ text: String) -> Problem {
        let words = Set(text.lowercased().split { !$0.isLetter }.map(String.init))
        if !CharterWords.machines.isDisjoint(with: words) {
            return Problem(
                code: .asksProposer, message: "\(quoted(text)) is a machine; it cannot agree to anything",
                fix: "ask people: `owner` or `\(Leaf.approver.example)`")
        }
        let slug = text.lowercased().split { !($0.isLetter || $0.isNumber) }.joined(separator: "-")
        return Problem(
            code: .notSomebody, message: "\(quoted(text)) names nobody who could be asked",
            fix: Role(slug).map { "if it is a role, write `role:\($0)`; else `owner` or one person's address" }
                ?? "write `owner`, `role:` and a role, or one person's address")
    }
}

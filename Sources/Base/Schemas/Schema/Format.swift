/// The formats that are checked when they are asserted (JSON Schema 2020-12, validation, section 7.3). The
/// internationalised ones and `uri-template` are annotations only.
enum Format: String, Sendable {
    case dateTime = "date-time"
    case date, time, duration, email, hostname, ipv4, ipv6, uri, uuid, regex
    case uriReference = "uri-reference"
    case pointer = "json-pointer"
    case relativePointer = "relative-json-pointer"

    /// The expression that text in this format matches; some formats ask more than that.
    var pattern: String? {
        switch self {
        case .dateTime: "^\(Self.dateText)[Tt]\(Self.timeText)$"
        case .date: "^\(Self.dateText)$"
        case .time: "^\(Self.timeText)$"
        case .duration:
            "^P(?!$)([0-9]+W|([0-9]+Y([0-9]+M([0-9]+D)?)?|[0-9]+M([0-9]+D)?|[0-9]+D)?"
                + "(T([0-9]+H([0-9]+M([0-9]+S)?)?|[0-9]+M([0-9]+S)?|[0-9]+S))?)$"
        case .email:
            "^(?=.{1,254}$)([A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+(\\.[A-Za-z0-9!#$%&'*+/=?^_`{|}~-]+)*|"
                + "\"([ !#-\\[\\]-~]|\\\\[ -~])*\")"
                + "@(\(Self.hostText)|\\[(\(Self.ipv4Text)|IPv6:[0-9A-Fa-f:.]+)\\])$"
        case .hostname: "^(?=.{1,253}$)\(Self.hostText)$"
        case .ipv4: "^\(Self.ipv4Text)$"
        case .uuid: "^[0-9A-Fa-f]{8}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{4}-[0-9A-Fa-f]{12}$"
        case .uri: "^[A-Za-z][A-Za-z0-9+.-]*:\(Self.hierarchy)$"
        case .uriReference: "^([A-Za-z][A-Za-z0-9+.-]*:|(?![^/?#]*:))\(Self.hierarchy)$"
        case .pointer: "^(/([^~/]|~[01])*)*$"
        case .relativePointer: "^(0|[1-9][0-9]*)(#|(/([^~/]|~[01])*)*)$"
        case .ipv6, .regex: nil
        }
    }

    /// What the pattern cannot tell: days of months, leap seconds, colons of IPv6.
    func accepts(_ text: String) -> Bool {
        switch self {
        case .date: Self.isDate(text.utf8.prefix(10))
        case .dateTime: Self.isDate(text.utf8.prefix(10)) && Self.isTime(text.utf8.dropFirst(11))
        case .time: Self.isTime(text.utf8[...])
        case .ipv6: Self.isIPv6(text)
        case .email, .uri, .uriReference: Self.hasRightAddress(text)
        case .regex: (try? Pattern(text)) != nil
        default: true
        }
    }

    private static let dateText = "[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"
    private static let timeText =
        "([01][0-9]|2[0-3]):[0-5][0-9]:([0-5][0-9]|60)(\\.[0-9]+)?([Zz]|[+-]([01][0-9]|2[0-3]):[0-5][0-9])"
    private static let label = "[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?"
    private static let hostText = "\(label)(\\.\(label))*"
    private static let ipv4Byte = "(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])"
    private static let ipv4Text = "(\(ipv4Byte)\\.){3}\(ipv4Byte)"
    private static let encoded = "%[0-9A-Fa-f]{2}"
    private static let character = "([A-Za-z0-9._~!$&'()*+,;=:@/-]|\(encoded))"
    private static let userInfo = "(([A-Za-z0-9._~!$&'()*+,;=:-]|\(encoded))*@)?"
    private static let hostName = "(\\[[0-9A-Fa-fv:.]+\\]|([A-Za-z0-9._~!$&'()*+,;=-]|\(encoded))*)"
    private static let hierarchy =
        "(//\(userInfo)\(hostName)(:[0-9]*)?(/\(character)*)?|(?!//)\(character)*)"
        + "(\\?(\(character)|\\?)*)?(#(\(character)|\\?)*)?"

    private static func number(_ digits: some Sequence<UInt8>) -> Int {
        digits.reduce(0) { $0 * 10 + Int($1) - 48 }
    }

    private static func isDate(_ text: Substring.UTF8View) -> Bool {
        let year = number(text.prefix(4))
        let month = number(text.dropFirst(5).prefix(2))
        let day = number(text.dropFirst(8))
        let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        let days = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        return day <= days[month - 1]
    }

    /// A leap second is only ever 23:59:60 in universal time.
    private static func isTime(_ text: Substring.UTF8View) -> Bool {
        guard number(text.dropFirst(6).prefix(2)) == 60 else { return true }
        var minute = number(text.prefix(2)) * 60 + number(text.dropFirst(3).prefix(2))
        if let sign = text.suffix(6).first, sign == UInt8(ascii: "+") || sign == UInt8(ascii: "-") {
            let zone = text.suffix(5)
            let shift = number(zone.prefix(2)) * 60 + number(zone.suffix(2))
            minute += sign == UInt8(ascii: "+") ? -shift : shift
        }
        return (minute + 1440) % 1440 == 1439
    }

    private static func isIPv6(_ text: String) -> Bool {
        let halves = text.split(separator: "::", omittingEmptySubsequences: false)
        guard halves.count <= 2 else { return false }
        var groups = 0
        for (index, half) in halves.enumerated() where !half.isEmpty {
            let parts = half.split(separator: ":", omittingEmptySubsequences: false)
            for (place, part) in parts.enumerated() {
                if part.contains(".") {
                    guard index == halves.count - 1, place == parts.count - 1, isIPv4(part) else {
                        return false
                    }
                    groups += 2
                } else {
                    guard (1...4).contains(part.utf8.count),
                        part.utf8.allSatisfy({ JSONEscapes.hexadecimal($0) != nil })
                    else { return false }
                    groups += 1
                }
            }
        }
        return halves.count == 2 ? groups < 8 : groups == 8
    }

    private static func isIPv4(_ text: Substring) -> Bool {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        return parts.count == 4
            && parts.allSatisfy { part in
                (1...3).contains(part.utf8.count) && part.utf8.allSatisfy { (48...57).contains($0) }
                    && number(part.utf8) <= 255 && (part.utf8.count == 1 || part.utf8.first != 48)
            }
    }

    /// Whether an address in brackets, as mail and URIs have it, is one; those of the future (`v1.…`) are let
    /// pass.
    private static func hasRightAddress(_ text: String) -> Bool {
        guard let start = text.firstIndex(of: "["), let end = text.lastIndex(of: "]"), start < end else {
            return true
        }
        var address = text[text.index(after: start)..<end]
        if address.hasPrefix("v") { return true }
        if address.hasPrefix("IPv6:") {
            address = address.dropFirst(5)
        } else if isIPv4(address) {
            return text.contains("@")
        }
        return isIPv6(String(address))
    }
}

/// A URI reference in its five parts (RFC 3986), enough to resolve one against another.
struct URIReference {
    var scheme: Substring?
    var authority: Substring?
    var path: Substring
    var query: Substring?
    var fragment: Substring?

    /// Splits as appendix B does; every string is some reference.
    init(_ text: String) {
        var rest = Substring(text)
        if let hash = rest.firstIndex(of: "#") {
            fragment = rest[rest.index(after: hash)...]
            rest = rest[..<hash]
        }
        if let mark = rest.firstIndex(of: "?") {
            query = rest[rest.index(after: mark)...]
            rest = rest[..<mark]
        }
        if let colon = rest.firstIndex(of: ":"), colon != rest.startIndex, !rest[..<colon].contains("/") {
            scheme = rest[..<colon]
            rest = rest[rest.index(after: colon)...]
        }
        if rest.hasPrefix("//") {
            let name = rest.dropFirst(2)
            let end = name.firstIndex(of: "/") ?? name.endIndex
            authority = name[..<end]
            rest = name[end...]
        }
        path = rest
    }

    /// The absolute form of this reference seen from `base` (RFC 3986, section 5.2.2).
    func resolved(against base: URIReference) -> URIReference {
        var target = self
        guard scheme == nil else { return target.withoutDots() }
        target.scheme = base.scheme
        guard authority == nil else { return target.withoutDots() }
        target.authority = base.authority
        if path.isEmpty {
            target.path = base.path
            if query == nil { target.query = base.query }
            return target
        }
        if !path.hasPrefix("/") {
            let folder =
                base.path.lastIndex(of: "/").map { base.path[...$0] } ?? (base.authority == nil ? "" : "/")
            target.path = folder + path
        }
        return target.withoutDots()
    }

    /// The text of all parts but the fragment.
    var withoutFragment: String {
        var text = ""
        if let scheme { text += scheme + ":" }
        if let authority { text += "//" + authority }
        text += path
        if let query { text += "?" + query }
        return text
    }

    private func withoutDots() -> URIReference {
        guard path.contains("/") else { return self }
        var steps: [Substring] = []
        let parts = path.split(separator: "/", omittingEmptySubsequences: false)
        for (index, part) in parts.enumerated() {
            let isLast = index == parts.count - 1
            switch part {
            case ".": if isLast { steps.append("") }
            case "..":
                if steps.count > 1 { steps.removeLast() }
                if isLast { steps.append("") }
            default: steps.append(part)
            }
        }
        var clean = self
        clean.path = Substring(steps.joined(separator: "/"))
        return clean
    }

    /// Text with `%XX` resolved; nil when that is no UTF-8.
    static func decoded(_ text: some StringProtocol) -> String? {
        var bytes: [UInt8] = []
        var rest = text.utf8.makeIterator()
        while let byte = rest.next() {
            guard byte == UInt8(ascii: "%") else {
                bytes.append(byte)
                continue
            }
            guard let high = rest.next().flatMap(JSONEscapes.hexadecimal),
                let low = rest.next().flatMap(JSONEscapes.hexadecimal)
            else { return nil }
            bytes.append(high << 4 | low)
        }
        return String(validating: bytes, as: UTF8.self)
    }
}

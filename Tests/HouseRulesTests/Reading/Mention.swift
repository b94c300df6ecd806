import Foundation

/// A call of the program that a page shows: in a code block, or in backticks.
struct Mention: Equatable {
    let page: String
    let line: Int
    /// What stands behind `mandate`, up to a comment.
    let words: [String]

    /// Its command, if it names one: the longest that its words begin with.
    func command(among commands: [String]) -> String? {
        (1...3).reversed().lazy.map { words.prefix($0).joined(separator: " ") }.first(where: commands.contains)
    }

    /// The options it shows, by name.
    var options: [String] {
        words.filter { $0.hasPrefix("--") }.map { String($0.dropFirst(2).prefix { $0 != "=" }) }
    }

    /// Every call a page shows.
    static func all(in page: String, _ text: String) -> [Mention] {
        text.split(separator: "\n", omittingEmptySubsequences: false).enumerated().flatMap { index, line in
            calls(line).map { Mention(page: page, line: index + 1, words: $0) }
        }
    }

    private static func calls(_ line: Substring) -> [[String]] {
        var spans = line.split(separator: "`", omittingEmptySubsequences: false).enumerated()
            .compactMap { $0.offset % 2 == 1 ? $0.element : nil }
        if line.hasPrefix("    ") { spans = [line] }
        return spans.flatMap { $0.components(separatedBy: ";") }.compactMap { span in
            let words = span.components(separatedBy: "#")[0].split(separator: " ").map(String.init)
            let start = words.first == "$" ? 1 : 0
            guard words.count > start + 1, words[start] == "mandate" else { return nil }
            return Array(words[(start + 1)...])
        }
    }
}

/// A command line as it was read: nothing in it is unknown.
struct Line: Sendable {
    /// What is asked for.
    enum Request: Sendable {
        case help(String)
        case command(Command)
    }

    var request: Request
    /// Words behind the command's name.
    var words: [String] = []
    /// Values of options; switches have an empty one.
    var values: [String: [String]] = [:]

    /// Whether an option was given.
    func has(_ option: String) -> Bool { values[option] != nil }
    /// An option's value, the last where it was given more than once.
    func value(_ option: String) -> String? { values[option]?.last }
    /// A word by its place.
    func word(_ index: Int) -> String? { index < words.count ? words[index] : nil }
}

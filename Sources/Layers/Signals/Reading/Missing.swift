/// Something a file lacks that only a person can give.
public enum Missing: Equatable, Sendable {
    case currency
    var message: String { "x" }
}

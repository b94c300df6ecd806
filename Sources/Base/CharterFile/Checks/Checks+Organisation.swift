import Vocabulary

extension Checks {
    /// Is the charter nowhere laxer than its organisation?
    mutating func checkOrganisation() {}
}

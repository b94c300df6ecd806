/// The number of the organisation whose rows a piece of work may touch: the first part of every key.
///
/// A number and not a name, because it stands in every row and every index. An embedded home has one
/// organisation, `local`; a server gives numbers out of its own table of organisations.
public struct OrganisationKey: Hashable, Sendable {
    /// The number as it is stored.
    public let number: Int64

    /// The organisation with this number.
    public init(_ number: Int64) {
        self.number = number
    }

    /// The only organisation of an embedded home: number 1.
    public static let local = OrganisationKey(1)
}

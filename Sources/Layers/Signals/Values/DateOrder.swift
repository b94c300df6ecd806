/// In which order a date of three numbers is written where the year does not come first.
public enum DateOrder: String, CaseIterable, Equatable, Sendable {
    /// `31/12/2017`
    case dayFirst = "d/m/y"
    /// `12/31/2017`
    case monthFirst = "m/d/y"
}

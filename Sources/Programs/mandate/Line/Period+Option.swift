import Vocabulary

extension Period {
    /// The days that an option names.
    init(option text: String) throws(Failure) {
        guard let period = Period(interval: text) else {
            throw Failure(
                .usage, "`\(text)` is no period; write both days as `2017-07-01/2017-09-30`, or `2017-07-01/P3M`")
        }
        self = period
    }
}

extension Charter {
    /// Which fields of data an agent is shown; what is in neither list is not shown.
    public struct DataRule: Hashable, Sendable {
        /// Fields it sees.
        public var maySee: [String]
        /// Fields it never sees, whatever else is said.
        public var mayNotSee: [String]

        /// The fields of an ads account's data: kinds of things, their metrics and the segments that ads are shown to.
        public static let words = ["campaign", "ad_set", "ad", "metrics", "age_band", "gender", "interest"]

        /// Two lists without a field in common.
        public init(maySee: [String], mayNotSee: [String]) {
            self.maySee = maySee
            self.mayNotSee = mayNotSee
        }

        /// Whether a field is shown: one of `words`, or a field of a person.
        public func shows(_ field: String) -> Bool { maySee.contains(field) && !mayNotSee.contains(field) }
    }

    /// What an agent may offer.
    public struct OfferRule: Hashable, Sendable {
        /// The deepest discount it may give by itself; nil where it gives none by itself.
        public var discountAlone: Percentage?
        /// The deepest discount at all; between the two a person agrees.
        public var discountAtMost: Percentage?
        /// The least margin that is left.
        public var marginAtLeast: Percentage?

        /// A rule; nil is not set.
        public init(discountAlone: Percentage?, discountAtMost: Percentage?, marginAtLeast: Percentage?) {
            self.discountAlone = discountAlone
            self.discountAtMost = discountAtMost
            self.marginAtLeast = marginAtLeast
        }
    }

    /// Where content comes from.
    public struct ContentRule: Hashable, Sendable {
        /// The library of approved content.
        public var onlyFrom: String
        /// The guideline for voice and tone; nil where there is none.
        public var voice: String?

        /// A rule.
        public init(onlyFrom: String, voice: String?) {
            self.onlyFrom = onlyFrom
            self.voice = voice
        }
    }

    /// The grounds of article 6(1) GDPR.
    public enum LawfulBasis: String, Hashable, Sendable, CaseIterable {
        /// (a) The person agreed.
        case consent
        /// (b) Needed for a contract with the person.
        case contract
        /// (c) A law asks for it.
        case legalObligation = "legal_obligation"
        /// (d) To save a life.
        case vitalInterests = "vital_interests"
        /// (e) In the public interest.
        case publicTask = "public_task"
        /// (f) Our own interest, balanced against the person's.
        case legitimateInterest = "legitimate_interest"
    }

    /// Hours in which nobody is contacted; where `from` is after `to` they pass midnight.
    public struct QuietHours: Hashable, Sendable {
        /// Minutes after midnight at which they begin.
        public var from: Int
        /// Minutes after midnight at which they end, not included.
        public var to: Int
        /// Whose clock counts.
        public var clock: Clock

        /// Whose clock counts.
        public enum Clock: Hashable, Sendable {
            /// The recipient's own; unknown means quiet.
            case recipient
            /// The charter's zone.
            case charter
        }

        /// Hours on a clock.
        public init(from: Int, to: Int, clock: Clock) {
            self.from = from
            self.to = to
            self.clock = clock
        }

        /// Whether a minute of the day, 0 to 1,439, is quiet.
        public func isQuiet(minute: Int) -> Bool {
            from < to ? (from..<to).contains(minute) : minute >= from || minute < to
        }
    }
}

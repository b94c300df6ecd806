extension Charter {
    /// What an agent may do; what is not here is not allowed, and a prohibition beats every permission.
    public struct Actions: Hashable, Sendable {
        /// Permissions in the order in which they are tried: all of `may`, then all of `with_approval`.
        public var permissions: [Permission]
        /// What no permission can allow.
        public var prohibitions: [Prohibition]

        /// Permissions, in the order of trying, and prohibitions.
        public init(permissions: [Permission], prohibitions: [Prohibition] = []) {
            self.permissions = permissions
            self.prohibitions = prohibitions
        }

        /// The permissions of one tool in the order in which the gate tries them, bounds already inherited.
        public func permissions(of tool: ToolName) -> [Permission] {
            permissions.filter { $0.tool == tool }
        }

        /// The entry that wrote a bound which holds for `permission`: that one itself, or the earlier one of its tool that it
        /// inherits the bound from.
        public func writer<Value>(of bound: KeyPath<Bounds, Value?>, for permission: Permission) -> Permission {
            let entries = permissions(of: permission.tool)
            let place = entries.firstIndex { $0.clause.key == permission.clause.key } ?? -1
            return entries.prefix(place + 1).last { $0.writtenBounds[keyPath: bound] != nil } ?? permission
        }
    }

    /// One entry of `may` or `with_approval`. It decides when its condition is true and its bounds hold; when
    /// the condition is false or a bound is passed the next entry of the tool is tried; an error in the
    /// condition refuses.
    public struct Permission: Hashable, Sendable {
        /// Its key, such as `actions.may[1]`, and its place.
        public var clause: Clause
        /// The tool it is about.
        public var tool: ToolName
        /// Whether the tool may run at once or has to be agreed to.
        public var grant: Grant
        /// The bounds that hold: those written here, and those of earlier entries of the tool that this one
        /// does not name.
        public var bounds: Bounds
        /// The bounds as written.
        public var writtenBounds: Bounds
        /// A CEL expression over the facts of `ConditionFact`; nil for always.
        public var condition: String?

        /// A permission whose written bounds are the ones that hold.
        public init(
            _ tool: ToolName, _ grant: Grant = .may, bounds: Bounds = Bounds(), when condition: String? = nil,
            clause: Clause
        ) {
            self.clause = clause
            self.tool = tool
            self.grant = grant
            self.bounds = bounds
            self.writtenBounds = bounds
            self.condition = condition
        }
    }

    /// What a permission gives.
    public enum Grant: Hashable, Sendable {
        /// The tool may run.
        case may
        /// It may run once one of these people has agreed in time; silence is No.
        case withApproval(ask: [Approver], within: Duration)
    }

    /// Bounds on the amount a tool sets; each one that is given has to hold.
    public struct Bounds: Hashable, Sendable {
        /// The largest step up or down, of the value that is read now: `15 % of current`.
        public var change: Percentage?
        /// The least the new value may be.
        public var floor: Money?
        /// The most the new value may be.
        public var ceiling: Money?

        /// Bounds; nil is not set, which differs from zero.
        public init(change: Percentage? = nil, floor: Money? = nil, ceiling: Money? = nil) {
            self.change = change
            self.floor = floor
            self.ceiling = ceiling
        }

        /// True where nothing is bounded.
        public var isEmpty: Bool { change == nil && floor == nil && ceiling == nil }

        /// These bounds, and the earlier entry's where these are silent.
        public func inheriting(_ earlier: Bounds) -> Bounds {
            Bounds(
                change: change ?? earlier.change, floor: floor ?? earlier.floor, ceiling: ceiling ?? earlier.ceiling)
        }
    }

    /// One entry of `never`.
    public struct Prohibition: Hashable, Sendable {
        /// Its key, such as `actions.never[0]`, and its place.
        public var clause: Clause
        /// What is forbidden.
        public var subject: Subject
        /// A CEL expression that narrows it; nil for always. An error in it forbids.
        public var condition: String?

        /// What a prohibition is about.
        public enum Subject: Hashable, Sendable {
            /// A tool, whatever it is used on.
            case tool(ToolName)
            /// Entities and everything below them, whatever tool is used.
            case entities(EntityPattern)
            /// Topics that are people's to decide; no tool of such a class may be granted.
            case topics([String])
        }

        /// A prohibition.
        public init(_ subject: Subject, when condition: String? = nil, clause: Clause) {
            self.subject = subject
            self.condition = condition
            self.clause = clause
        }
    }

    /// Entities by name or identifier: `campaign: "brand-*"`.
    public struct EntityPattern: Hashable, Sendable, CustomStringConvertible {
        /// The kind of entity.
        public let kind: EntityKind
        /// A text in which `*` stands for any characters, also none.
        public let pattern: String

        /// Entities of a kind whose name or identifier the pattern matches.
        public init(_ kind: EntityKind, _ pattern: String) {
            self.kind = kind
            self.pattern = pattern
        }

        /// Whether a name or identifier matches, letter case aside; takes at most pattern times text steps.
        public func matches(_ text: String) -> Bool {
            let pattern = Array(pattern.lowercased())
            let text = Array(text.lowercased())
            var (row, column, star, resume) = (0, 0, -1, 0)
            while row < text.count {
                if column < pattern.count, pattern[column] == "*" {
                    (star, resume) = (column, row)
                    column += 1
                } else if column < pattern.count, pattern[column] == text[row] {
                    row += 1
                    column += 1
                } else if star >= 0 {
                    resume += 1
                    (column, row) = (star + 1, resume)
                } else {
                    return false
                }
            }
            return pattern[column...].allSatisfy { $0 == "*" }
        }

        /// `campaign brand-*`.
        public var description: String { "\(kind.rawValue) \(pattern)" }
    }
}

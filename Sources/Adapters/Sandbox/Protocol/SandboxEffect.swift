public import Schemas
public import Vocabulary

/// A change that the platform carries out, as its own interface takes it.
public enum SandboxEffect: Hashable, Sendable {
    /// Makes a campaign, ad set or ad; it starts paused.
    case create(SandboxCreation)
    /// Stops delivery.
    case pause(EntityRef)
    /// Lets a paused entity deliver again.
    case resume(EntityRef)
    /// Removes an entity for good, with everything below it.
    case delete(EntityRef)
    /// Sets the average daily budget of a campaign.
    case setDailyBudget(EntityRef, Money)
    /// Replaces whom a campaign or ad set is shown to.
    case setTargeting(EntityRef, JSON)

    /// The operation's name on the wire, in the file and in fault rules.
    public var name: String {
        switch self {
        case .create: "create"
        case .pause: "pause"
        case .resume: "resume"
        case .delete: "delete"
        case .setDailyBudget: "set_daily_budget"
        case .setTargeting: "set_targeting"
        }
    }

    /// The entity it is about.
    public var entity: EntityRef {
        switch self {
        case .create(let creation): creation.ref
        case .pause(let ref), .resume(let ref), .delete(let ref): ref
        case .setDailyBudget(let ref, _), .setTargeting(let ref, _): ref
        }
    }
}

/// What a create request says.
public struct SandboxCreation: Hashable, Sendable {
    /// Kind and identifier; the caller chooses it, so that a repeat finds it.
    public let ref: EntityRef
    /// The entity above; nil for a campaign of the platform's own account.
    public let parent: EntityRef?
    /// A name for people.
    public let name: String
    /// For campaigns, required; for others, absent.
    public let dailyBudget: Money?
    /// Whom it is shown to.
    public let targeting: JSON

    /// A creation; the platform checks kind, parent and budget against each other.
    public init(ref: EntityRef, parent: EntityRef?, name: String, dailyBudget: Money?, targeting: JSON = [:]) {
        self.ref = ref
        self.parent = parent
        self.name = name
        self.dailyBudget = dailyBudget
        self.targeting = targeting
    }
}

extension SandboxEffect: JSONRepresentable {
    /// Reads what `json` writes; unknown members are refused.
    public init(json: JSON) throws(JSONShapeError) {
        let fields = try JSONFields(json, at: "effect")
        let name = try fields.string("do")
        let ref = try fields.required("entity", Wire.entity)
        switch name {
        case "create":
            self = .create(
                SandboxCreation(
                    ref: ref, parent: try fields.optional("parent", Wire.entity),
                    name: try fields.required("name", Wire.text),
                    dailyBudget: try fields.optional("daily_budget", Wire.money),
                    targeting: try fields.required("targeting", Wire.targeting)))
        case "pause": self = .pause(ref)
        case "resume": self = .resume(ref)
        case "delete": self = .delete(ref)
        case "set_daily_budget": self = .setDailyBudget(ref, try fields.required("daily_budget", Wire.money))
        case "set_targeting": self = .setTargeting(ref, try fields.required("targeting", Wire.targeting))
        default: throw JSONShapeError(path: "/do", message: "`\(name.prefix(80))` is no operation of this platform")
        }
        try fields.end()
    }

    /// The effect on the wire and in the file.
    public var json: JSON {
        var object = JSONObject([("do", .string(name)), ("entity", .string(entity.description))])
        switch self {
        case .pause, .resume, .delete: break
        case .setDailyBudget(_, let money): object["daily_budget"] = .string(money.description)
        case .setTargeting(_, let targeting): object["targeting"] = targeting
        case .create(let creation):
            object["parent"] = creation.parent.map { .string($0.description) }
            object["name"] = .string(creation.name)
            object["daily_budget"] = creation.dailyBudget.map { .string($0.description) }
            object["targeting"] = creation.targeting
        }
        return .object(object)
    }
}

public import Schemas
public import Vocabulary

/// What an entity of the platform does.
public enum SandboxStatus: String, Hashable, Sendable, CaseIterable {
    /// Delivers and is billed.
    case active
    /// Delivers nothing until resumed.
    case paused
    /// Gone for good; kept so that its history can be read.
    case deleted
}

/// An account, campaign, ad set or ad as the platform holds it.
public struct SandboxEntity: Hashable, Sendable {
    /// Kind and identifier.
    public let ref: EntityRef
    /// The entity above; nil for the account.
    public let parent: EntityRef?
    /// The name people gave it.
    public var name: String
    /// Whether it delivers; a parent that does not stops it too.
    public var status: SandboxStatus
    /// The average daily budget; only campaigns have one.
    public var dailyBudget: Money?
    /// Whom it is shown to; opaque to the platform.
    public var targeting: JSON
    /// When it was made.
    public let created: Instant
    /// The first day it ran.
    public let started: CalendarDate
    /// Whether it is sold as part of a bundle.
    public var inBundle: Bool
    /// Whether an experiment runs on it.
    public var inExperiment: Bool
    /// Grows by one with every change, whoever makes it.
    public var version: Int64

    /// An entity as an import or a create request describes it.
    public init(
        ref: EntityRef, parent: EntityRef?, name: String, status: SandboxStatus = .active, dailyBudget: Money? = nil,
        targeting: JSON = [:], created: Instant, started: CalendarDate, inBundle: Bool = false,
        inExperiment: Bool = false, version: Int64 = 1
    ) {
        self.ref = ref
        self.parent = parent
        self.name = name
        self.status = status
        self.dailyBudget = dailyBudget
        self.targeting = targeting
        self.created = created
        self.started = started
        self.inBundle = inBundle
        self.inExperiment = inExperiment
        self.version = version
    }
}

extension SandboxEntity: JSONRepresentable {
    /// Reads what `json` writes; unknown members are refused.
    public init(json: JSON) throws(JSONShapeError) {
        let fields = try JSONFields(json, at: "entity")
        ref = try fields.required("entity", Wire.entity)
        parent = try fields.optional("parent", Wire.entity)
        name = try fields.required("name", Wire.text)
        status = try fields.required("status", Wire.status)
        dailyBudget = try fields.optional("daily_budget", Wire.money)
        targeting = try fields.required("targeting", Wire.targeting)
        created = try fields.required("created", Wire.instant)
        started = try fields.required("started", Wire.date)
        inBundle = try fields.bool("in_bundle")
        inExperiment = try fields.bool("in_experiment")
        version = try fields.integer("version", in: 1...Int64(1 << 53))
        try fields.end()
    }

    /// The entity on the wire and in the file.
    public var json: JSON {
        .object(
            JSONObject(present: [
                "entity": .string(ref.description), "parent": parent.map { .string($0.description) },
                "name": .string(name), "status": .string(status.rawValue),
                "daily_budget": dailyBudget.map { .string($0.description) }, "targeting": targeting,
                "created": .string(created.description), "started": .string(started.description),
                "in_bundle": .bool(inBundle), "in_experiment": .bool(inExperiment), "version": .integer(version),
            ]))
    }
}

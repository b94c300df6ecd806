import Schemas
import Vocabulary

/// Walks two charters along the table of shapes, in which every field says how a change of it moves
/// authority. Permissions depend on each other and are compared by `PermissionComparer`.
struct Comparer {
    private(set) var changes: [CharterChange] = []
    /// Whether what is not written is not limited, as in an organisation's file, or not given, as in a charter.
    private var absentIsOpen = false

    mutating func compare(_ old: Charter, _ new: Charter) {
        guard let before = old.json.objectValue, let after = new.json.objectValue else { return }
        for field in CharterShape.charter.fields {
            if field.key == "actions" {
                var permissions = PermissionComparer()
                permissions.compare(old.actions.permissions, new.actions.permissions)
                changes += permissions.changes
                let never = (before["actions"]?["never"], after["actions"]?["never"])
                if let shape = CharterShape.actions.field("never") {
                    compareField(never.0, never.1, shape, at: "actions.never")
                }
            } else {
                compareField(before[field.key], after[field.key], field, at: field.key)
            }
        }
    }

    mutating func compare(_ old: Organisation, _ new: Organisation) {
        guard let before = old.json.objectValue, let after = new.json.objectValue else { return }
        for field in CharterShape.organisation.fields {
            absentIsOpen = field.key != "owner"
            compareField(before[field.key], after[field.key], field, at: field.key)
        }
    }

    private mutating func compareField(_ old: JSON?, _ new: JSON?, _ field: Field, at path: String) {
        guard old != new else { return }
        if field.key == "quiet_hours", let before = Self.hours(old), let after = Self.hours(new) {
            return note(path, after.covers(before) ? .narrowing : .widening, old, new)
        }
        if absentIsOpen, field.shape.itemRecords == nil, old == nil || new == nil {
            return note(path, old == nil ? .narrowing : .widening, old, new)
        }
        switch field.moves {
        case .neutral: note(path, .neutral, old, new)
        case .fixed, .identity: note(path, .widening, old, new)
        case .larger, .smaller, .allowance: compareSize(old, new, field, at: path)
        case .moreItems, .fewerItems: compareItems(old, new, field, at: path)
        case .inside, .part:
            if let old, let new {
                compareShape(old, new, field.shape, at: path)
            } else {
                note(path, old == nil && field.moves == .inside ? .narrowing : .widening, old, new)
            }
        }
    }

    private static func hours(_ json: JSON?) -> Charter.QuietHours? {
        guard let from = json?["from"]?.stringValue.flatMap(Reading.minutes),
            let to = json?["to"]?.stringValue.flatMap(Reading.minutes), let clock = json?["in"]?.stringValue
        else { return nil }
        return Charter.QuietHours(from: from, to: to, clock: clock == "recipient_zone" ? .recipient : .charter)
    }

    private mutating func compareShape(_ old: JSON, _ new: JSON, _ shape: Shape, at path: String) {
        guard case .record(let record) = shape, let before = old.objectValue, let after = new.objectValue else {
            note(path, .widening, old, new)
            return
        }
        for field in record.fields {
            compareField(before[field.key], after[field.key], field, at: "\(path).\(field.key)")
        }
    }

    private mutating func compareSize(_ old: JSON?, _ new: JSON?, _ field: Field, at path: String) {
        guard let old, let new else {
            let isGrant = field.moves == .allowance
            note(path, (old == nil) == isGrant ? .widening : .narrowing, old, new)
            return
        }
        guard let before = Size(old, field.shape), let after = Size(new, field.shape), before.kind == after.kind else {
            note(path, .widening, old, new)
            return
        }
        let isWider = field.moves == .smaller ? after.value < before.value : after.value > before.value
        note(path, isWider ? .widening : after.value == before.value ? .neutral : .narrowing, old, new)
    }

    private mutating func compareItems(_ old: JSON?, _ new: JSON?, _ field: Field, at path: String) {
        let (before, after) = (old.map(Self.items) ?? [], new.map(Self.items) ?? [])
        if let records = field.shape.itemRecords {
            compareRecords(before, after, records, at: path)
            return
        }
        let (lost, gained) = (Set(before).subtracting(after), Set(after).subtracting(before))
        if lost.isEmpty && gained.isEmpty {
            // Only the order differs; among deputies it says who stands in first.
            note(path, field.key == "deputies" ? .widening : .neutral, old, new)
            return
        }
        let isWider = field.moves == .moreItems ? !gained.isEmpty || new == nil : !lost.isEmpty
        note(path, isWider ? .widening : .narrowing, old, new)
    }

    /// Items of a list of restrictions: a lost one widens, a new one narrows, one with the same identity is
    /// looked into.
    private mutating func compareRecords(_ old: [JSON], _ new: [JSON], _ records: [Record], at path: String) {
        var rest = new
        for item in old {
            let identity = Self.identity(item, records)
            let equal = rest.firstIndex(of: item) ?? rest.firstIndex { Self.identity($0, records) == identity }
            guard let index = equal, let record = Self.record(of: item, records) else {
                note("\(path)[\(identity)]", .widening, item, nil)
                continue
            }
            compareShape(item, rest.remove(at: index), .record(record), at: "\(path)[\(identity)]")
        }
        for item in rest { note("\(path)[\(Self.identity(item, records))]", .narrowing, nil, item) }
    }

    private static func items(_ json: JSON) -> [JSON] { json.arrayValue ?? [json] }

    private static func record(of item: JSON, _ records: [Record]) -> Record? {
        guard records.count > 1 else { return records.first }
        return records.first { $0.markers.contains { item[$0] != nil } }
    }

    /// What kind of item it is, and the values that tell it from others of its kind.
    private static func identity(_ item: JSON, _ records: [Record]) -> String {
        guard let record = record(of: item, records) else { return "" }
        let values = record.fields.compactMap { field -> String? in
            guard case .identity = field.moves, let value = item[field.key] else { return nil }
            return "\(field.key) \(value.plain)"
        }
        return ([record.noun] + values).joined(separator: ", ")
    }

    private mutating func note(_ path: String, _ direction: CharterChange.Direction, _ old: JSON?, _ new: JSON?) {
        changes.append(CharterChange(path, direction, from: old?.plain, to: new?.plain))
    }
}

extension JSON {
    /// The value for a person: a text without quotes, anything else as JSON.
    var plain: String { stringValue ?? description }
}

extension Shape {
    /// The records a list's items may be; nil for a list of single values.
    var itemRecords: [Record]? {
        switch self {
        case .list(.record(let record), _): [record]
        case .list(.variants(let records), _): records
        default: nil
        }
    }
}

/// Turns schema documents into a tables. Works through a queue, so that neither depth nor cycles matter.
struct SchemaCompiler {
    var tables = SchemaTables()
    var registry: SchemaRegistry
    let options: SchemaOptions
    private var numbers: [String: Int32] = [:]
    private var queue: [(node: Int32, place: SchemaLocation)] = []
    private var dynamicNames: [String: Int32] = [:]

    /// The most subschemas one schema may have, with those of all documents it refers to.
    private static let nodeLimit = 50_000

    init(options: SchemaOptions) {
        self.options = options
        registry = SchemaRegistry(documents: options.documents)
    }

    /// Compiles a document and everything it refers to; the document's own node is 0.
    mutating func compile(_ json: JSON) throws(SchemaError) -> SchemaTables {
        _ = node(for: try registry.add(json, at: ""))
        while let next = queue.popLast() {
            guard tables.nodes.count <= Self.nodeLimit else {
                throw SchemaError(
                    path: "", message: "the schema has more than `\(Self.nodeLimit)` parts; make it smaller")
            }
            try compileNode(next.node, next.place)
            if queue.isEmpty { reachDynamicAnchors() }
        }
        return tables
    }

    /// The number of the node for a place; makes it when it is new.
    mutating func node(for place: SchemaLocation) -> Int32 {
        let name = "\(place.resource)#\(place.pointer)"
        if let number = numbers[name] { return number }
        let number = Int32(tables.nodes.count)
        tables.nodes.append(SchemaTables.Node(resource: Int32(place.resource)))
        numbers[name] = number
        queue.append((number, place))
        return number
    }

    /// The node for the subschema some steps below a place.
    mutating func node(_ steps: String..., below place: SchemaLocation) throws(SchemaError) -> Int32 {
        guard let inner = registry.child(steps, of: place) else { throw error(place, steps[0], "is missing") }
        switch inner.json {
        case .object, .bool: return node(for: inner)
        default:
            throw error(place, steps[0], "is \(inner.json.kind); a schema is an object, `true` or `false`")
        }
    }

    /// The node a reference means.
    mutating func node(referredToBy reference: String, at place: SchemaLocation) throws(SchemaError) -> Int32 {
        let target = try registry.find(reference, from: place.resource)
        switch target.json {
        case .object, .bool: return node(for: target)
        default:
            throw error(
                place, "$ref", "\(quoted(reference)) points to \(target.json.kind), which is no schema")
        }
    }

    /// The check for `$dynamicRef`: dynamic only when its first target is a dynamic anchor of that name.
    mutating func dynamicReference(_ reference: String, at place: SchemaLocation) throws(SchemaError)
        -> SchemaCheck
    {
        let first = try node(referredToBy: reference, at: place)
        let target = try registry.find(reference, from: place.resource)
        guard let name = URIReference(reference).fragment.map(String.init),
            registry.dynamicAnchors[target.resource][name] != nil
        else { return .reference(first) }
        if dynamicNames[name] == nil {
            dynamicNames[name] = Int32(tables.dynamicNames.count)
            tables.dynamicNames.append(name)
        }
        return .dynamicReference(name: dynamicNames[name] ?? 0, otherwise: first)
    }

    /// Which anchor a dynamic reference takes is only known at run time, so all of its name are compiled.
    private mutating func reachDynamicAnchors() {
        tables.dynamicAnchors = registry.dynamicAnchors.map { anchors in
            var nodes: [String: Int32] = [:]
            for (name, place) in anchors where dynamicNames[name] != nil { nodes[name] = node(for: place) }
            return nodes
        }
    }

    private mutating func compileNode(_ number: Int32, _ place: SchemaLocation) throws(SchemaError) {
        let index = Int(number)
        guard case .object(let object) = place.json else {
            if place.json == false { tables.nodes[index].types = [] }
            return
        }
        var checks: [SchemaCheck] = []
        var types = Types.any
        let resource = registry.resources[place.resource]
        for member in object.members {
            if options.unknownKeywords == .refused, !SchemaPlaces.isKnown(member.key) {
                throw unknown(member.key, place)
            }
            if resource.validates, try compileValue(member, place, &checks, &types) { continue }
            if try compileApplicator(member, place, &checks) { continue }
            if member.key == "format", options.formats == .asserted || resource.assertsFormats {
                try compileFormat(member.value, place, &checks)
            }
        }
        try compileObject(object, place, &checks)
        try compileItems(object, place, &checks)
        tables.nodes[index].types = types
        let ordered = checks.filter { !$0.comesLast } + checks.filter(\.comesLast)
        tables.nodes[index].tracks = checks.contains(where: \.comesLast)
        tables.nodes[index].isPlain = checks.allSatisfy(\.isPlain)
        let start = Int32(tables.checks.count)
        tables.checks += ordered
        tables.nodes[index].checks = start..<Int32(tables.checks.count)
    }

    private func unknown(_ keyword: String, _ place: SchemaLocation) -> SchemaError {
        let nearest = Nearest.name(to: keyword, among: SchemaPlaces.all)
        return error(
            place, keyword, "is no keyword; \(nearest.map { "did you mean \(quoted($0))?" } ?? "remove it")")
    }

    func error(_ place: SchemaLocation, _ keyword: String, _ message: String) -> SchemaError {
        let uri = registry.resources[place.resource].uri
        let pointer = "\(place.pointer)/\(JSONPointer.escaped(keyword))"
        return SchemaError(path: uri.isEmpty ? pointer : "\(uri)#\(pointer)", message: message)
    }
}

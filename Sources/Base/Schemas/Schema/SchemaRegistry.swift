/// Knows every resource and anchor of the documents a schema is made of, and finds what a reference means.
/// Documents come from the caller or from the standard; nothing is fetched.
struct SchemaRegistry {
    /// One schema resource: a document or a subschema with an `$id`.
    struct Resource {
        let uri: String
        /// Whether the keywords of the validation vocabulary count.
        var validates = true
        /// Whether its metaschema asks for formats to be asserted.
        var assertsFormats = false
    }

    private(set) var resources: [Resource] = []
    private var roots: [String: SchemaLocation] = [:]
    private var anchors: [String: SchemaLocation] = [:]
    /// For each resource its dynamic anchors.
    private(set) var dynamicAnchors: [[String: SchemaLocation]] = []
    private var embedded: [String: Int] = [:]
    private var documents: [String: JSON]

    init(documents: [String: JSON]) {
        self.documents = documents
    }

    /// Takes a document in under the URI it was found at.
    mutating func add(_ json: JSON, at uri: String) throws(SchemaError) -> SchemaLocation {
        let base = json["$id"]?.stringValue.map { Self.resolve($0, against: uri) } ?? uri
        let resource = try open(base, json, parent: nil)
        let root = SchemaLocation(json: json, resource: resource, pointer: "")
        roots[uri] = root
        roots[base] = root
        try walk(root)
        return root
    }

    /// What `reference`, found in `resource`, points to.
    mutating func find(_ reference: String, from resource: Int) throws(SchemaError) -> SchemaLocation {
        let target = URIReference(reference).resolved(against: URIReference(resources[resource].uri))
        let root = try root(target.withoutFragment, for: reference)
        guard let fragment = target.fragment, !fragment.isEmpty else { return root }
        let place = URIReference.decoded(fragment) ?? String(fragment)
        let found =
            place.hasPrefix("/") ? try follow(place, from: root) : anchors["\(root.resource)#\(place)"]
        guard let found else {
            throw SchemaError(
                path: resources[resource].uri, message: "\(quoted(reference)) points to nothing; correct it")
        }
        return found
    }

    /// Steps from a schema to something inside it, changing the resource where an embedded one begins.
    func child(_ steps: [String], of place: SchemaLocation) -> SchemaLocation? {
        var place = place
        for step in steps {
            let inner =
                switch place.json {
                case .object(let object): object[step]
                case .array(let items): Int(step).flatMap { items.indices.contains($0) ? items[$0] : nil }
                default: JSON?.none
                }
            guard let inner else { return nil }
            let pointer = place.pointer + "/" + JSONPointer.escaped(step)
            if let resource = embedded["\(place.resource)#\(pointer)"] {
                place = SchemaLocation(json: inner, resource: resource, pointer: "")
            } else {
                place = SchemaLocation(json: inner, resource: place.resource, pointer: pointer)
            }
        }
        return place
    }

    private mutating func root(_ uri: String, for reference: String) throws(SchemaError) -> SchemaLocation {
        if let root = roots[uri] { return root }
        if let document = documents[uri] { return try add(document, at: uri) }
        if let document = try MetaSchemas.document(uri) { return try add(document, at: uri) }
        throw SchemaError(
            path: uri,
            message: "\(quoted(reference)) is in a document that was not given; add it to the documents")
    }

    private func follow(_ pointer: String, from root: SchemaLocation) throws(SchemaError) -> SchemaLocation? {
        var steps: [String] = []
        for step in pointer.split(separator: "/", omittingEmptySubsequences: false).dropFirst() {
            guard let step = JSONPointer.unescaped(step) else {
                throw SchemaError(path: pointer, message: "`~` has to be written `~0` in a pointer")
            }
            steps.append(step)
        }
        return child(steps, of: root)
    }

    private static func resolve(_ reference: String, against base: String) -> String {
        URIReference(reference).resolved(against: URIReference(base)).withoutFragment
    }

    private mutating func open(_ uri: String, _ json: JSON, parent: Int?) throws(SchemaError) -> Int {
        var resource = Resource(uri: uri)
        if let parent { (resource.validates, resource.assertsFormats) = traits(of: parent) }
        if let meta = json["$schema"]?.stringValue, let words = try vocabulary(of: meta, at: uri) {
            resource.validates = words["https://json-schema.org/draft/2020-12/vocab/validation"] != nil
            resource.assertsFormats =
                words["https://json-schema.org/draft/2020-12/vocab/format-assertion"] != nil
        }
        resources.append(resource)
        dynamicAnchors.append([:])
        return resources.count - 1
    }

    private func traits(of resource: Int) -> (Bool, Bool) {
        (resources[resource].validates, resources[resource].assertsFormats)
    }

    /// The vocabularies a metaschema of one's own declares; refuses dialects we do not speak.
    private func vocabulary(of meta: String, at uri: String) throws(SchemaError) -> JSONObject? {
        let name = URIReference(meta).withoutFragment
        if name == MetaSchemas.dialect { return nil }
        guard let document = documents[name] else {
            throw SchemaError(
                path: uri,
                message: "`$schema` is \(quoted(meta)); write the schema for \(quoted(MetaSchemas.dialect))")
        }
        guard let words = document["$vocabulary"]?.objectValue else { return nil }
        for word in words.members where word.value == true && !word.key.hasPrefix(MetaSchemas.vocabularies) {
            throw SchemaError(
                path: uri, message: "vocabulary \(quoted(word.key)) is required and unknown; drop it")
        }
        return words
    }

    /// Finds embedded resources and anchors. Recursion is bounded by the depth of the document.
    private mutating func walk(_ place: SchemaLocation) throws(SchemaError) {
        guard case .object(let object) = place.json else { return }
        try enlist(object, place)
        for member in object.members {
            let below: [[String]] =
                if SchemaPlaces.single.contains(member.key) {
                    [[member.key]]
                } else if SchemaPlaces.listed.contains(member.key) {
                    (member.value.arrayValue ?? []).indices.map { [member.key, String($0)] }
                } else if SchemaPlaces.named.contains(member.key) {
                    (member.value.objectValue?.keys ?? []).map { [member.key, $0] }
                } else {
                    []
                }
            for steps in below {
                guard let inner = child(steps, of: place) else { continue }
                try walk(try entering(inner))
            }
        }
    }

    /// The same place, as the root of a resource of its own when it has an `$id`.
    private mutating func entering(_ place: SchemaLocation) throws(SchemaError) -> SchemaLocation {
        guard let id = place.json["$id"]?.stringValue else { return place }
        let uri = Self.resolve(id, against: resources[place.resource].uri)
        let resource = try open(uri, place.json, parent: place.resource)
        embedded["\(place.resource)#\(place.pointer)"] = resource
        let root = SchemaLocation(json: place.json, resource: resource, pointer: "")
        roots[uri] = root
        return root
    }

    private mutating func enlist(_ object: JSONObject, _ place: SchemaLocation) throws(SchemaError) {
        for keyword in ["$anchor", "$dynamicAnchor"] {
            guard let json = object[keyword] else { continue }
            guard let name = json.stringValue, !name.isEmpty else {
                throw SchemaError(path: place.pointer, message: "\(quoted(keyword)) has to be a name")
            }
            anchors["\(place.resource)#\(name)"] = place
            if keyword == "$dynamicAnchor" { dynamicAnchors[place.resource][name] = place }
        }
    }
}

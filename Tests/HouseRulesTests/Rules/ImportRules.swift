/// Imports only go down, layers never import each other, one importer for each C library.
enum ImportRules {
    /// Where a module stands; a lower one is further down.
    enum Tier: Int, Comparable {
        case library, base, layers, loop, adapters, wire, programs

        static func < (one: Tier, other: Tier) -> Bool { one.rawValue < other.rawValue }

        static func of(_ path: String) -> Tier? {
            let folders: [(String, Tier)] = [
                ("Sources/C/", .library), ("Sources/Base/", .base), ("Sources/Layers/", .layers),
                ("Sources/Loop/", .loop), ("Sources/Adapters/", .adapters), ("Sources/Wire/", .wire),
                ("Sources/Programs/", .programs), ("Benchmarks/", .programs),
            ]
            return folders.first { path.hasPrefix($0.0) }?.1
        }
    }

    /// The modules of ours and where they stand.
    static func tiers(_ files: [SwiftFile], libraries: [String]) -> [String: Tier] {
        var tiers: [String: Tier] = [:]
        for name in libraries { tiers[name] = .library }
        for file in files { if let module = file.module, let tier = Tier.of(file.path) { tiers[module] = tier } }
        return tiers
    }

    /// Imports of `file` that go up or sideways.
    static func complaints(_ file: SwiftFile, _ tiers: [String: Tier]) -> [Complaint] {
        guard let module = file.module, let own = Tier.of(file.path) else { return [] }
        return file.imports.compactMap { imported, line in
            if imported == "TestKit" || imported == "Testing" {
                return Complaint(file.path, line, "`\(imported)` is for tests")
            }
            guard let tier = tiers[imported], imported != module else { return nil }
            guard let why = reason(file, module, own, imported, tier) else { return nil }
            return Complaint(file.path, line, "`\(module)` imports `\(imported)`: \(why)")
        }
    }

    private static func reason(
        _ file: SwiftFile, _ module: String, _ own: Tier, _ imported: String, _ tier: Tier
    ) -> String? {
        if tier > own { return "imports only go down" }
        if tier == .programs { return "programs do not import each other" }
        if own == .layers, tier == .layers {
            return module == "Execution" && imported == "Governance" ? nil : "layers never import each other"
        }
        if module == "Governance", tier == .library || !["Vocabulary", "Schemas", "Expressions"].contains(imported) {
            return "the gate stands on Vocabulary, Schemas and Expressions alone"
        }
        if own == .layers, imported == "Storage" { return "no layer sees the database" }
        return nil
    }

    /// What Execution may name of Governance: the permit, what it carries, and how that is read.
    static let carried: Set<String> = ["Permit", "Action", "Call", "NewCampaign", "Targeting", "Malformed"]

    /// Words of Governance, other than `carried`, in a file of Execution that imports it.
    static func beyondPermit(_ file: SwiftFile, governance: Set<String>) -> [Complaint] {
        guard file.module == "Execution", file.imports.contains(where: { $0.module == "Governance" }) else { return [] }
        let judging = governance.subtracting(carried)
        return file.words.filter { judging.contains($0.text) }.map {
            Complaint(file.path, $0.line, "`\($0.text)` is for those who judge; Execution carries permits out")
        }
    }

    /// C libraries that more than one module imports; shims of ours are not libraries.
    static func shared(_ files: [SwiftFile], libraries: [String]) -> [Complaint] {
        libraries.compactMap { library in
            let importers = Set(
                files.filter { file in file.imports.contains { $0.module == library } }.compactMap(\.module))
            guard importers.count > 1 else { return nil }
            return Complaint(
                "Package.swift", 1, "`\(library)` is imported by \(importers.sorted().joined(separator: " and "))")
        }
    }
}

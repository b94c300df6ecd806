import Foundation

/// The manifest says what is there, and spells what the compiler knows.
enum ManifestRules {
    /// What stands as the first text argument of each call of `function` in the manifest.
    static func arguments(of function: String, in manifest: String) -> [String] {
        manifest.components(separatedBy: function + "(\"").dropFirst().compactMap { rest in
            rest.split(separator: "\"", omittingEmptySubsequences: false).first.map(String.init)
        }
    }

    /// Features that the compiler does not list.
    static func misspelt(_ manifest: String, upcoming: Set<String>, experimental: Set<String>) -> [Complaint] {
        let pairs = [("enableUpcomingFeature", upcoming), ("enableExperimentalFeature", experimental)]
        return pairs.flatMap { function, known in
            arguments(of: function, in: manifest).filter { !known.contains($0) }.map {
                Complaint("Package.swift", 1, "`\($0)` is no feature of this compiler, which accepts it silently")
            }
        }
    }

    /// Modules that have one main thing and share its name; nobody needs to qualify their other names.
    static let sharedNames: Set<String> = ["Engine", "Store"]

    /// Modules named after a type in them, or after a module of the toolchain.
    static func modules(_ files: [SwiftFile]) -> [Complaint] {
        let taken: Set<String> = ["Runtime", "Observation", "Testing", "Distributed"]
        return files.flatMap { file -> [Complaint] in
            guard let module = file.module, file.path.hasPrefix("Sources/") else { return [] }
            let same = file.declaredTypes.filter { $0.text == module && !sharedNames.contains(module) }
            let types = same.map { Complaint(file.path, $0.line, "`\(module)` is also the name of its module") }
            return taken.contains(module) ? types + [Complaint(file.path, 1, "the toolchain has a `\(module)`")] : types
        }
    }

    /// Test folders that no target names, and test targets without a folder.
    static func tests(_ manifest: String, folders: [String]) -> [Complaint] {
        let compact = manifest.filter { !$0.isWhitespace }
        let declared = arguments(of: ",test", in: compact) + arguments(of: "[test", in: compact)
        let wanted = Set(declared.map { $0 + "Tests" })
        let there = Set(folders.filter { $0.hasSuffix("Tests") })
        return wanted.subtracting(there).sorted().map {
            Complaint("Package.swift", 1, "there is no folder Tests/\($0)")
        }
            + there.subtracting(wanted).sorted().map { Complaint("Package.swift", 1, "Tests/\($0) is no target") }
    }
}

import Glibc

/// Which home a command means.
enum HomeChoice {
    /// `--home` or `--profile`, else MANDATE_HOME, else the XDG data directory; absolute.
    static func path(_ line: Line) throws(Failure) -> String {
        if let profile = line.value("profile") { return try absolute(standard() + "-" + name(profile, line)) }
        if let path = line.value("home") ?? Variables.value("MANDATE_HOME") { return absolute(path) }
        return try absolute(standard())
    }

    /// The home of who names none.
    private static func standard() throws(Failure) -> String {
        if let data = Variables.value("XDG_DATA_HOME") { return data + "/mandate" }
        guard let user = Variables.value("HOME") else {
            throw Failure(.usage, "no home is named and there is no HOME; give one with `--home DIR`")
        }
        return user + "/.local/share/mandate"
    }

    /// A profile's name, which becomes a part of a folder's.
    private static func name(_ profile: String, _ line: Line) throws(Failure) -> String {
        guard line.value("home") == nil else {
            throw Failure(.usage, "`--home` and `--profile` both name a home; leave one out")
        }
        let isName = profile.utf8.allSatisfy { (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || $0 == 0x2D }
        guard isName, (1...64).contains(profile.utf8.count) else {
            throw Failure(
                .usage, "`\(profile)` is no name of a profile; write up to 64 of `a` to `z`, `0` to `9` and `-`")
        }
        return profile
    }

    /// A path from the root, without `.` and empty parts.
    static func absolute(_ path: String) -> String {
        var full = path
        if !path.hasPrefix("/") {
            if let buffer = unsafe getcwd(nil, 0) {
                full = unsafe String(cString: buffer) + "/" + path
                unsafe free(buffer)
            }
        }
        let parts = full.split(separator: "/").filter { $0 != "." }
        return "/" + parts.joined(separator: "/")
    }
}

import Glibc

/// Which home a command means.
enum HomeChoice {
    /// `--home`, else MANDATE_HOME, else the XDG data directory; absolute.
    static func path(_ line: Line) throws(Failure) -> String {
        if let path = line.value("home") ?? Variables.value("MANDATE_HOME") { return absolute(path) }
        if let data = Variables.value("XDG_DATA_HOME") { return absolute(data + "/mandate") }
        guard let user = Variables.value("HOME") else {
            throw Failure(.usage, "no home is named and there is no HOME; give one with `--home DIR`")
        }
        return absolute(user + "/.local/share/mandate")
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

/// Files and functions stay small enough to read.
enum SizeRules {
    static let fileLimit = 400
    static let functionLimit = 50

    static func complaints(_ file: SwiftFile) -> [Complaint] {
        var complaints: [Complaint] = []
        let lines = file.text.utf8.count { $0 == UInt8(ascii: "\n") }
        if lines > fileLimit {
            complaints.append(Complaint(file.path, lines, "\(lines) lines; a file has at most \(fileLimit)"))
        }
        for function in file.functions where function.lineCount > functionLimit {
            let what = "`\(function.name)` has \(function.lineCount) lines; a function has at most \(functionLimit)"
            complaints.append(Complaint(file.path, function.firstLine, what))
        }
        if !file.text.isEmpty, !file.text.hasSuffix("\n") {
            complaints.append(Complaint(file.path, lines + 1, "the last line does not end"))
        }
        return complaints
    }
}

import Foundation
import Testing

extension MandateProgram {
    /// A home with an account of 300 invented ads, its agent rehearsed and at a stage.
    func begin(at stage: String = "autonomous") throws {
        #expect(try self("init", "--sandbox", "--clock", "2017-10-01T06:00:00Z").code == 0)
        #expect(try self("charter", "apply", MandateProgram.charter).code == 0)
        #expect(
            try self("import", MandateProgram.invented.path, "--currency", "GBP", "--period", "2017-07-01/2017-09-30")
                .code == 0)
        #expect(try self("agent", "run", "paid-social", "--shadow").code == 0)
        #expect(
            try self("agent", "promote", "paid-social", "--to", stage, "--confirm=paid-social").code == 0)
    }

    /// What one command prints on a terminal of so many columns, colours off.
    func onTerminal(columns: Int, _ words: String...) throws -> [String] {
        let script = """
            import os, pty, sys
            os.environ['COLUMNS'] = sys.argv[1]
            os.environ['TERM'] = 'xterm'
            pty.spawn(sys.argv[2:])
            """
        let process = Process()
        process.executableURL = URL(filePath: "/usr/bin/python3")
        process.arguments =
            ["-c", script, "\(columns)", try MandateProgram.executable().path, "--home", folder.path + "/home"] + words
            + ["--no-color"]
        process.standardInput = FileHandle.nullDevice
        let out = Pipe()
        process.standardOutput = out
        try process.run()
        let bytes = out.fileHandleForReading.readDataToEndOfFile()
        process.waitUntilExit()
        return String(decoding: bytes, as: UTF8.self).replacing("\r\n", with: "\n").split(separator: "\n").map(
            String.init)
    }
}

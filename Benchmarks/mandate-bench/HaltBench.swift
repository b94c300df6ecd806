import Glibc

/// From the press of `halt` to the last effect, while an agent is busy: the built program in processes of its own, the
/// platform's own file as the witness.
struct HaltBench {
    private let program: String
    private let count: Int
    private let scratch: String
    private let clock = ContinuousClock()

    init(_ line: BenchLine, program: String, count: Int) {
        self.program = program
        self.count = count
        scratch = line.scratch + "/mandate-halt-\(getpid())"
    }

    func run() throws -> Figures {
        try ChildProcess.run(["mkdir", "-p", scratch])
        defer { _ = try? ChildProcess.run(["rm", "-rf", scratch]) }
        try makeTemplate()
        var lasts: [Double] = []
        var returns: [Double] = []
        var trial = 0
        while lasts.count < count {
            // A run has some eighty effects to give; a home is pressed a few times and then thrown away.
            let home = "\(scratch)/home-\(trial)"
            try ChildProcess.run(["cp", "-r", "\(scratch)/template", home])
            for press in 0..<min(5, count - lasts.count) {
                trial += 1
                guard let seen = try self.press(home, after: 1 + (trial * 7 + press) % 8) else { break }
                lasts.append(seen.last)
                returns.append(seen.returned)
            }
            trial += 1
            try ChildProcess.run(["rm", "-rf", home])
        }
        var figures = Figures("halt", peer: "mandate", n: lasts.count)
        figures.set(latencies: lasts)
        figures.set("most_ms", (lasts.max() ?? 0) * 1_000)
        figures.set(latencies: returns, prefix: "return_")
        return figures
    }

    /// Presses once, in a run that has had some effects. Nil where the run had nothing left to do.
    private func press(_ home: String, after effects: Int) throws -> (last: Double, returned: Double)? {
        let start = size(home)
        let run = try ChildProcess(mandate(["agent", "run", "busy"], home))
        while size(home) < start + effects * 100, run.isRunning { usleep(200) }
        guard run.isRunning else {
            _ = try run.wait()
            return nil
        }
        let pressed = clock.now
        var last = pressed
        var known = size(home)
        func look() {
            let now = size(home)
            if now != known { (known, last) = (now, clock.now) }
        }
        let halt = try ChildProcess(mandate(["halt"], home))
        while halt.isRunning {
            look()
            usleep(100)
        }
        let returned = clock.now
        guard try halt.wait() == 0 else { throw WrongAnswer("halt did not end well") }
        look()
        let after = known
        for _ in 0..<500 {
            usleep(100)
            look()
        }
        guard known == after else { throw WrongAnswer("an effect came after halt had returned") }
        _ = try run.wait()
        try ChildProcess.run(mandate(["unhalt"], home))
        return ((last - pressed).inSeconds, (returned - pressed).inSeconds)
    }

    /// Bytes of the platform's own file; every effect appends a line to it.
    private func size(_ home: String) -> Int {
        var status = stat()
        return unsafe stat("\(home)/sandbox/ledger", &status) == 0 ? Int(status.st_size) : 0
    }

    private func mandate(_ words: [String], _ home: String) -> [String] {
        [program] + words + ["--home", home, "--no-input"]
    }

    private func makeTemplate() throws {
        let home = "\(scratch)/template"
        try write("\(scratch)/charter.yaml", BenchCharter.text("busy"))
        try write("\(scratch)/ads.csv", HaltBench.ads)
        for words in [
            ["init", "--sandbox", "--clock", "2017-10-01T06:00:00Z"], ["charter", "apply", "\(scratch)/charter.yaml"],
            ["import", "\(scratch)/ads.csv", "--currency", "EUR", "--period", "2017-07-01/2017-09-30"],
            ["agent", "run", "busy", "--shadow"],
            ["agent", "promote", "busy", "--to", "autonomous", "--confirm=busy"],
        ] { try ChildProcess.run(mandate(words, home)) }
    }

    private func write(_ path: String, _ text: String) throws {
        let file = unsafe fopen(path, "w")
        guard let file = unsafe file, unsafe fputs(text, file) >= 0, unsafe fclose(file) == 0 else {
            throw WrongAnswer("`\(path)` cannot be written")
        }
    }

    /// Every second ad sells nothing for its money.
    private static var ads: String {
        var text =
            "ad_id,xyz_campaign_id,fb_campaign_id,age,gender,interest,Impressions,Clicks,Spent,Total_Conversion,"
            + "Approved_Conversion\n"
        for index in 0..<160 {
            let sells = index % 2 == 1
            text +=
                "\(7_000 + index),\(100 + index % 4),\(200 + index % 8),30-34,M,\(10 + index % 5),\(50_000 + index),"
                + "\(90 + index % 30),\(120 + index % 40).50,\(sells ? 14 : 0),\(sells ? 6 + index % 5 : 0)\n"
        }
        return text
    }
}

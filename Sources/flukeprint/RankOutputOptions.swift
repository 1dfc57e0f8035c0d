import ArgumentParser

/// What `rank` writes.
struct RankOutputOptions: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "The competition's answers to write, a line per photograph.", valueName: "file"),
        completion: .file())
    var submission: String?

    @Option(
        help: ArgumentHelp(
            "Every answer with score, probability and nearest photograph to write.",
            valueName: "file"), completion: .file())
    var matches: String?

    @Flag(help: "Replace outputs that exist.")
    var force = false

    func validate() throws {
        guard submission != nil || matches != nil else {
            throw ValidationError("Name what to write: --submission, --matches, or both.")
        }
        guard submission != matches else {
            throw ValidationError("--submission and --matches are two files.")
        }
    }

    /// Looks whether outputs can be written, before work begins.
    func check() throws {
        for path in [submission, matches].compactMap({ $0 }) {
            try checkAbsent(path, force: force)
            try checkFolder(of: path)
        }
    }
}

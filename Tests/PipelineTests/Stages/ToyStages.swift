import Foundation
import Testing

@testable import Pipeline

/// Three stages in a folder: each copies what it reads into a file of its own, and counts how often it has run.
final class ToyStages {
    /// What stops a stage.
    struct Stopped: Error {}

    let folder: String
    /// The stages that have run, in their order.
    private(set) var ran: [String] = []
    /// What the runner has told.
    private(set) var lines: [String] = []
    /// Settings of the second stage.
    var settings = "a"
    /// The stage that stops when it has half of its work done.
    var stopping: String?
    /// Whether stages have found half of their work done.
    private(set) var resumed: [String] = []

    init() throws {
        folder = NSTemporaryDirectory() + UUID().uuidString
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true)
        try write("source", to: source)
    }

    deinit {
        try? FileManager.default.removeItem(atPath: folder)
    }

    var source: String { "\(folder)/source.txt" }
    var run: String { "\(folder)/run" }
    func output(_ name: String) -> String { "\(run)/\(name)/output.txt" }

    /// Changes a file, such that its time of change tells.
    func write(_ text: String, to path: String) throws {
        try text.write(toFile: path, atomically: true, encoding: .utf8)
    }

    func text(_ name: String) throws -> String {
        try String(contentsOfFile: output(name), encoding: .utf8)
    }

    /// `prepare` reads the source, `train` what that made and the settings, `rank` what that made.
    var stages: [Stage] {
        [
            stage("prepare", .prepare, [.file(source)]),
            stage("train", .train, [.settings(settings), .file(output("prepare"))]),
            stage("rank", .rank, [.file(output("train"))]),
        ]
    }

    func stage(_ name: String, _ kind: StageKind, _ inputs: [StageInput]) -> Stage {
        Stage(
            name: name, kind: kind, inputs: inputs, outputs: [output(name)],
            folder: "\(run)/\(name)"
        ) { [self] in
            ran.append(name)
            let half = "\(run)/\(name)/half"
            if FileManager.default.fileExists(atPath: half) { resumed.append(name) }
            try write("half", to: half)
            if stopping == name { throw Stopped() }
            let read = try inputs.compactMap(\.path).map {
                FileManager.default.fileExists(atPath: $0)
                    ? try String(contentsOfFile: $0, encoding: .utf8) : "gone"
            }
            try write(read.joined() + settings, to: output(name))
        }
    }

    /// Runs the stages.
    ///
    /// - Returns: What became of them, such as `["prepare kept", "train ran"]`.
    @discardableResult
    func run(
        _ stages: [Stage]? = nil, _ change: (inout StageRunner.Options) -> Void = { _ in }
    ) throws -> [String] {
        ran = []
        resumed = []
        lines = []
        var options = StageRunner.Options()
        change(&options)
        return try StageRunner(in: run, options: options) { self.lines.append($0) }
            .run(stages ?? self.stages)
            .map { "\($0.name) \($0.fate.rawValue)" }
    }

    /// The seconds that a stage's record tells.
    func seconds(_ name: String) throws -> Double {
        try #require(StageRecord(contentsOf: record(name))).seconds
    }

    func record(_ name: String) -> String { "\(run)/stages/\(name).json" }

    /// All files of the run with their contents.
    func contents() throws -> [String: Data] {
        let names = try FileManager.default.subpathsOfDirectory(atPath: folder)
        return names.reduce(into: [:]) {
            $0[$1] = FileManager.default.contents(atPath: "\(folder)/\($1)")
        }
    }
}

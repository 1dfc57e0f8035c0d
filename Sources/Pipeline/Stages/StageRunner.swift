import Datasets
import Foundation
import TensorFiles

/// Runs stages one after the other, but those that are finished and whose inputs are what they were.
///
/// Each stage has a record in `stages/` with a digest of all that it depended on, and of what it made. An interrupted stage
/// goes on where it stood; one whose inputs changed starts anew in an empty folder.
public struct StageRunner {
    /// Which stages are run.
    public struct Options: Sendable {
        /// Stages of this kind and later ones are run, finished or not.
        public var from: StageKind?
        /// Stages of later kinds are left.
        public var until: StageKind?
        /// Whether it is only told what would be run.
        public var isTrial = false

        /// All that is not finished.
        public init() {}
    }

    /// What became of a stage.
    public struct Result: Sendable, Codable {
        /// What became of it.
        public enum Fate: String, Sendable, Codable {
            /// It was run.
            case ran
            /// It was finished before.
            case kept
            /// It would be run.
            case wouldRun = "would run"
        }

        /// The stage.
        public let name: String
        /// What became of it.
        public let fate: Fate
        /// What it took, all sessions together; `nil` where it has not run.
        public let seconds: Double?
    }

    private let folder: String
    private let options: Options
    private let report: (String) -> Void

    /// A runner of stages in a run's folder.
    ///
    /// - Parameter report: told in a line what happens.
    init(in folder: String, options: Options, report: @escaping (String) -> Void) {
        self.folder = folder
        self.options = options
        self.report = report
    }

    /// Runs the stages.
    ///
    /// - Throws: what a stage throws, and `TensorFileError` where a record cannot be written.
    func run(_ stages: [Stage]) throws -> [Result] {
        let records = "\(folder)/stages"
        try AtomicWriting.makeFolder(records)
        let digests = DigestCache("\(records)/digests.json")
        defer { try? digests.save() }
        var results: [Result] = []
        // Made by stages that would be run.
        var stale: Set<String> = []
        for stage in stages where options.until.map({ stage.kind <= $0 }) ?? true {
            let file = "\(records)/\(stage.name).json"
            let isForced = options.from.map { stage.kind >= $0 } ?? false
            let isStale = stage.inputs.contains { input in
                input.path.map { path in
                    stale.contains { $0 == path || $0.hasPrefix("\(path)/") }
                } ?? false
            }
            if options.isTrial, isStale {
                stale.formUnion(stage.outputs)
                results.append(told(stage, .wouldRun, nil))
                continue
            }
            let key = try key(of: stage, digests)
            let known = StageRecord(contentsOf: file)
            if let known, !isForced, known.key == key, known.isFinished(stage, digests) {
                results.append(told(stage, .kept, known.seconds))
                continue
            }
            if options.isTrial {
                stale.formUnion(stage.outputs)
                results.append(told(stage, .wouldRun, nil))
                continue
            }
            let isInterrupted = known.map { $0.key == key && $0.outputs == nil } ?? false
            let record = try perform(
                stage, isInterrupted && !isForced ? known : nil, key: key, at: file, digests)
            results.append(Result(name: stage.name, fate: .ran, seconds: record.seconds))
        }
        return results
    }

    private func told(_ stage: Stage, _ fate: Result.Fate, _ seconds: Double?) -> Result {
        if options.isTrial { report("\(stage.name): \(fate == .kept ? "finished" : "would run")") }
        return Result(name: stage.name, fate: fate, seconds: seconds)
    }

    private func perform(
        _ stage: Stage, _ interrupted: StageRecord?, key: String, at file: String,
        _ digests: DigestCache
    ) throws -> StageRecord {
        var record = interrupted ?? StageRecord(key: key)
        if interrupted == nil {
            try? FileManager.default.removeItem(atPath: stage.folder)
        }
        try record.write(to: file)
        try AtomicWriting.makeFolder(stage.folder)
        report("\(stage.name)\(interrupted == nil ? "" : ": goes on")")
        let start = ContinuousClock.now
        func count() { record.seconds += (ContinuousClock.now - start) / .seconds(1) }
        do {
            try stage.work()
        } catch {
            count()
            try? record.write(to: file)
            throw error
        }
        count()
        record.outputs = try stage.outputs.map {
            StageRecord.Output(path: $0, digest: try digests.digest(of: $0))
        }
        try record.write(to: file)
        try digests.save()
        return record
    }

    private func key(of stage: Stage, _ digests: DigestCache) throws -> String {
        let parts = try stage.inputs.map { "\($0.path ?? "") \(try $0.digest(digests))" }
        return FileDigest(text: ([stage.name] + parts).joined(separator: "\n")).hexadecimal
    }
}

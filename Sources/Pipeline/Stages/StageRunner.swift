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
        /// Stages of this kind and later ones are run, finished or not; interrupted ones go on.
        public var from: StageKind?
        /// Stages of later kinds are left, and what depends on these.
        public var until: StageKind?
        /// Whether it is only told what would be run; nothing is written then.
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

        /// The stage, as its record is called.
        public let name: String
        /// The stage, as people read it.
        public let title: String
        /// What became of it.
        public let fate: Fate
        /// What it took, all sessions together; `nil` where it has not run.
        public let seconds: Double?

        init(_ stage: Stage, _ fate: Fate, seconds: Double? = nil) {
            name = stage.name
            title = stage.title
            self.fate = fate
            self.seconds = seconds
        }
    }

    private let records: String
    private let options: Options
    private let report: (String) -> Void

    /// A runner of stages in a run's folder.
    ///
    /// - Parameter report: told in a line what happens.
    init(in folder: String, options: Options, report: @escaping (String) -> Void) {
        records = "\(folder)/stages"
        self.options = options
        self.report = report
    }

    /// Runs the stages.
    ///
    /// - Throws: what a stage throws, and `TensorFileError` where a record cannot be written.
    func run(_ stages: [Stage]) throws -> [Result] {
        if !options.isTrial { try AtomicWriting.makeFolder(records) }
        let digests = DigestCache("\(records)/digests.json")
        defer { if !options.isTrial { try? digests.save() } }
        var results: [Result] = []
        // What stages make that are left, and in a trial those that would be run.
        var left: Set<String> = []
        var stale: Set<String> = []
        for stage in stages {
            if options.until.map({ stage.kind > $0 }) ?? false || stage.depends(on: left) {
                left.formUnion(stage.outputs)
                continue
            }
            guard let known = try kept(stage, digests, isStale: stage.depends(on: stale)) else {
                if options.isTrial {
                    stale.formUnion(stage.outputs)
                    results.append(Result(stage, .wouldRun))
                } else {
                    results.append(Result(stage, .ran, seconds: try perform(stage, digests)))
                }
                continue
            }
            results.append(Result(stage, .kept, seconds: known.seconds))
        }
        if left.isEmpty, !options.isTrial { digests.tidy() }
        return results
    }

    /// The record of a stage that need not be run.
    private func kept(
        _ stage: Stage, _ digests: DigestCache, isStale: Bool
    ) throws -> StageRecord? {
        let isForced = options.from.map { stage.kind >= $0 } ?? false
        guard !isForced, !isStale, let known = StageRecord(contentsOf: record(of: stage)),
            known.key == (try key(of: stage, digests)), known.isFinished(stage, digests)
        else { return nil }
        return known
    }

    /// Runs a stage.
    ///
    /// - Returns: The seconds that it took, all sessions together.
    private func perform(_ stage: Stage, _ digests: DigestCache) throws -> Double {
        let file = record(of: stage)
        let key = try key(of: stage, digests)
        var record = StageRecord(key: key)
        if let known = StageRecord(contentsOf: file), known.isInterrupted(key: key) {
            record = known
            report("\(stage.title): goes on")
        } else {
            // Without its record, the folder counts for nothing, wherever this is stopped.
            try Self.remove(file)
            try Self.remove(stage.folder)
            try record.write(to: file)
            report(stage.title)
        }
        try AtomicWriting.makeFolder(stage.folder)
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
        return record.seconds
    }

    private static func remove(_ path: String) throws {
        guard FileManager.default.fileExists(atPath: path) else { return }
        do {
            try FileManager.default.removeItem(atPath: path)
        } catch {
            throw DatasetError(
                path: path, problem: "cannot be removed, though it is outdated",
                advice: "remove it, or name another folder", kind: .unwritable)
        }
    }

    private func record(of stage: Stage) -> String { "\(records)/\(stage.name).json" }

    private func key(of stage: Stage, _ digests: DigestCache) throws -> String {
        let parts = try stage.inputs.map { "\($0.path ?? "") \(try $0.digest(digests))" }
        return FileDigest(text: ([stage.name] + parts).joined(separator: "\n")).hexadecimal
    }
}

extension Stage {
    /// Whether it reads one of these files.
    fileprivate func depends(on files: Set<String>) -> Bool {
        inputs.contains { input in
            guard let path = input.path else { return false }
            return files.contains(path) || files.contains { $0.hasPrefix("\(path)/") }
        }
    }
}

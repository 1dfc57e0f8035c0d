import Datasets
import Detectors
import Foundation
import Progress
import TensorFiles
import Torch

/// Photographs to a table of boxes: `flukeprint detect run`.
///
/// What is found is kept in a journal beside the output until that is complete: a run that was interrupted goes on from
/// there.
public struct DetectionRun {
    /// How it computes.
    public struct Options: Sendable {
        /// How the network is run.
        public var detector = Detector.Options()
        /// The confidence that boxes exceed; the model's own where it is nil.
        public var confidence: Double?
        /// The side of the network's input, in pixels; the model's own where it is nil.
        public var size: Int?
        /// The side of tiles in photographs' pixels, 0 for whole photographs; the model's own where it is nil.
        public var tile: Int?
        /// How far tiles overlap, as a share of their side; the model's own where it is nil.
        public var tileOverlap: Double?
        /// Pictures in a batch.
        public var batchSize = 16
        /// Threads that read photographs.
        public var workers = 2
        /// The share of photographs that may be bad; a single one of several always may, unless it is 0.
        public var toleratedBadShare = 0.1
        /// Whether photographs that cannot be read stand in the table, without boxes, for formats that number them.
        public var keepsUnreadable = false
        /// Where it is computed.
        public var device = Device.cpu

        /// The defaults.
        public init() {}
    }

    /// What came of it.
    public struct Outcome: Sendable {
        /// The photographs that could be read, with the boxes that were found in place of any others.
        public let table: PhotographTable
        /// Photographs that could not be read in this session.
        public let skipped: [SkippedPhotograph]
        /// Photographs looked at in this session.
        public let newCount: Int
        /// Photographs per second in this session.
        public let photographsPerSecond: Double

        /// Photographs in which nothing was found.
        public var emptyCount: Int { table.photographs.count { $0.boxes.isEmpty } }
        /// Photographs in which several things were found.
        public var severalCount: Int { table.photographs.count { $0.boxes.count > 1 } }
    }

    /// What looks for boxes.
    public let model: DetectorModel
    private let digest: String
    private let options: Options

    /// A run of the model in a file.
    ///
    /// - Throws: `TensorFileError` where the file cannot be read, or holds something else.
    public init(modelAt path: String, options: Options = Options()) throws {
        model = try DetectorModel(contentsOf: path)
        digest = try FileDigest(of: path).hexadecimal
        self.options = options
    }

    /// Whether a run to that output was interrupted, and can go on.
    public static func isUnfinished(_ output: String) -> Bool {
        FileManager.default.fileExists(atPath: DetectionJournal.path(beside: output))
    }

    /// Looks for boxes in the photographs of a table, and writes them.
    ///
    /// - Parameters:
    ///   - table: the photographs, in any number of rows each.
    ///   - output: the file or folder to write.
    ///   - each: called with each photograph that is looked at, as soon as its boxes are known.
    ///   - write: writes the table of what was found to the output; until it returns, the run is not finished.
    /// - Throws: `BadPhotographsError` where too many photographs cannot be read, `TensorFileError` where the journal
    ///   cannot be written, and what `each` and `write` throw.
    public func run(
        _ table: PhotographTable, to output: String,
        each: (Photograph) throws -> Void = { _ in },
        write: (PhotographTable) throws -> Void
    ) throws -> Outcome {
        let photographs = table.onePerPhotograph { _ in false }
        let journal = try DetectionJournal(
            beside: output, key: key(of: photographs), of: photographs)
        let missing = (0..<photographs.count).filter { journal.entries[$0] == nil }
        let start = ContinuousClock.now
        let report = try look(at: missing, of: photographs, journal, each)
        let seconds = (ContinuousClock.now - start) / .seconds(1)
        // Of a photograph in tiles, every one may fail.
        var seen: Set<String> = []
        let skipped = report.skipped.filter { seen.insert($0.path).inserted }
        let limit = BadPhotographLimit(share: options.toleratedBadShare)
        guard limit.allows(skipped.count, of: photographs.count) else {
            throw BadPhotographsError(
                photographs: skipped, skipped: skipped.count, samples: photographs.count,
                tolerated: options.toleratedBadShare)
        }
        let found = self.found(in: photographs, journal)
        try write(found)
        journal.remove()
        let newCount = missing.count - skipped.count
        return Outcome(
            table: found, skipped: skipped, newCount: newCount,
            photographsPerSecond: seconds > 0 ? Double(newCount) / seconds : 0)
    }

    private func found(
        in photographs: PhotographTable, _ journal: DetectionJournal
    ) -> PhotographTable {
        var found = PhotographTable(
            root: photographs.root, furtherColumns: photographs.furtherColumns)
        for row in 0..<photographs.count {
            var photograph = photographs[row]
            if let entry = journal.entries[row] {
                photograph.take(entry)
            } else if !options.keepsUnreadable {
                continue
            }
            found.append(photograph)
        }
        return found
    }

    private func look(
        at rows: [Int], of photographs: PhotographTable, _ journal: DetectionJournal,
        _ each: (Photograph) throws -> Void
    ) throws -> LoaderReport {
        let views = views(of: photographs.rows(rows))
        let progress = ProgressReporter(
            "detect", unit: "photographs", total: photographs.count,
            done: photographs.count - rows.count)
        let pass = DetectionPass(
            model.network, classes: model.description.classes, origin: "detector",
            device: options.device, options: passOptions)
        let report = try pass.run(views) { found in
            let row = rows[found.row]
            let entry = DetectionJournal.Entry(
                row: row, size: found.size, boxes: found.boxes, state: found.state)
            try journal.append(entry)
            var photograph = photographs[row]
            photograph.take(entry)
            try each(photograph)
            progress.advance()
        }
        progress.finish()
        return report
    }

    private func views(of table: PhotographTable) -> PhotographViews {
        let tile = options.tile ?? model.description.tile
        return tile == 0
            ? PhotographViews(whole: table)
            : PhotographViews(
                tiling: table, side: tile,
                overlap: options.tileOverlap ?? model.description.tileOverlap)
    }

    private var passOptions: DetectionPass.Options {
        var pass = DetectionPass.Options()
        pass.detector = options.detector
        pass.detector.thresholds.confidence =
            options.confidence ?? model.description.confidence
            ?? options.detector.thresholds.confidence
        pass.size = options.size ?? model.description.size
        pass.batchSize = options.batchSize
        pass.workers = options.workers
        // Judged over all photographs, those of earlier sessions too.
        pass.toleratedBadShare = 1
        return pass
    }

    /// All that decides what comes out.
    private func key(of table: PhotographTable) -> String {
        let pass = passOptions
        let text =
            [
                digest, table.root, "\(pass.detector) \(pass.size)",
                "\(options.tile ?? -1) \(options.tileOverlap ?? -1)",
            ] + table.photographs.map(\.path)
        return FileDigest(text: text.joined(separator: "\n")).hexadecimal
    }
}

extension Photograph {
    /// Takes what was found in it.
    fileprivate mutating func take(_ entry: DetectionJournal.Entry) {
        boxes = entry.boxes
        size = entry.size
    }
}

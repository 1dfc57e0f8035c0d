import Datasets
import Foundation
import Imaging
import Progress
import Synchronization

/// Photographs to a folder of crops at full detail: `flukeprint crop`.
///
/// Crops that an earlier run made of the same photographs, boxes and settings stay, so that the same command goes on where
/// it was interrupted.
public struct CroppingRun {
    /// What is cut out, and how it is written.
    public struct Options: Sendable, Hashable {
        /// Which boxes become crops.
        public var selection = BoxSelection()
        /// What is kept around a box on each side, as a share of its width and height.
        public var margin = 0.1
        /// Whether a photograph without a box is kept whole.
        public var keepsWhole = true
        /// To which size crops are brought; full detail where it is nil.
        public var resizing: Resizing?
        /// How crops are written.
        public var encoding = ImageEncoding.jpeg(quality: 95, subsamples: false)
        /// What a person should look at.
        public var review = ReviewLimits()
        /// Whether contact sheets and the page to look at are made.
        public var drawsSheets = true
        /// Photographs that are read at once.
        public var workers = ProcessInfo.processInfo.activeProcessorCount
        /// Whether crops are made again that are there, and other files in the folder do not matter.
        public var startsAnew = false

        /// The defaults.
        public init() {}

        /// Whether crops lose nothing.
        var isPNG: Bool {
            if case .png = encoding { true } else { false }
        }
    }

    /// The table beside the crops.
    public static let table = "crops.csv"
    /// The list of photographs that a person should look at.
    public static let review = "review.csv"

    private let options: Options

    /// A run with options.
    public init(options: Options = Options()) {
        precondition(options.workers > 0, "crops take a worker, found \(options.workers)")
        self.options = options
    }

    /// Makes the crops of a table's photographs, and a table, a list to review and contact sheets beside them.
    ///
    /// Photographs that cannot be read are left out, and stand in the outcome and in the list to review.
    ///
    /// - Throws: `DatasetError` where the folder holds other files, `ImageError`, `DatasetError` or `TensorFileError` where
    ///   something cannot be written, `RunError` where another process writes crops there.
    public func run(_ table: PhotographTable, to path: String) throws -> CroppingOutcome {
        try run(table, in: CropFolder(path, takesOver: options.startsAnew))
    }

    /// Makes what is not there yet, in a folder in which some crops may have been made just now.
    ///
    /// - Parameter start: since when the crops of this session are made.
    func run(
        _ table: PhotographTable, in folder: CropFolder,
        since start: ContinuousClock.Instant = .now
    ) throws -> CroppingOutcome {
        let path = folder.path
        let plan = CropPlan(table, options: options)
        try folder.prepare(for: plan)
        let found = try make(plan, in: folder, since: start)
        let result = CropResult(plan: plan, entries: found.entries, skipped: found.skipped)
        let crops = result.table(of: table, root: path)
        let review = CropReview(of: result, limits: options.review)
        let isChanged =
            found.madeCount > 0 || folder.wasInterrupted || !isWritten(crops, in: folder)
        try review.table(root: table.root).writeTable(to: folder.file(Self.review))
        if options.drawsSheets, isChanged || !CropSheets.areThere(in: path) {
            try CropSheets(crops: crops, workers: options.workers).write(to: path)
            try ReviewPages(
                of: review, classes: table.boxClasses, folder: path, workers: options.workers
            ).write()
        } else if isChanged {
            // They show what was there before; a run that draws will miss them.
            CropSheets.remove(from: path)
            ReviewPages.remove(from: path)
        }
        // The last: it tells the next run that this one came to its end.
        try crops.writeTable(to: folder.file(Self.table))
        return CroppingOutcome(
            crops: crops, result: result, review: review, madeCount: found.madeCount,
            seconds: found.seconds, outdated: folder.outdated(by: plan))
    }

    /// What came of making crops.
    private struct Found {
        /// By photograph; `nil` for those that were skipped.
        var entries: [CropJournal.Entry?]
        var skipped: [SkippedPhotograph] = []
        /// Photographs whose crops were made in this session.
        var madeCount = 0
        var seconds = 0.0
    }

    private func make(
        _ plan: CropPlan, in folder: CropFolder, since start: ContinuousClock.Instant
    ) throws -> Found {
        let work = CropWork(options: options, folder: folder.path)
        let made = folder.journal.made
        var entries: [CropJournal.Entry?] = plan.sources.map { source in
            (made[source.path] ?? work.earlier(source, in: folder.journal)).flatMap {
                work.isUpToDate($0, of: source) ? $0 : nil
            }
        }
        let missing = entries.indices.filter { entries[$0] == nil }
        let progress = ProgressReporter(
            "crop", unit: "photographs", total: entries.count, done: entries.count - missing.count)
        let madeBefore = entries.count { $0.map { made[$0.source] != nil } ?? false }
        let found = Mutex(Found(entries: entries, madeCount: madeBefore))
        let journal = folder.journal
        try Parallel.forEach(missing, workers: options.workers) { place in
            let source = plan.sources[place]
            do {
                let entry = try work.make(source)
                try journal.append(entry)
                found.withLock {
                    $0.entries[place] = entry
                    $0.madeCount += 1
                }
            } catch {
                guard let skipped = SkippedPhotograph(row: source.row, error: error) else {
                    throw error
                }
                found.withLock { $0.skipped.append(skipped) }
            }
        } progress: { _ in
            progress.advance()
        }
        progress.finish()
        entries = []
        return found.withLock { found in
            found.seconds = (ContinuousClock.now - start) / .seconds(1)
            found.skipped.sort { $0.row < $1.row }
            return found
        }
    }

    /// Whether the table beside the crops says the same already.
    private func isWritten(_ crops: PhotographTable, in folder: CropFolder) -> Bool {
        var options = ImportOptions()
        options.format = .table
        let path = folder.file(Self.table)
        guard let there = try? Dataset(contentsOf: path, options: options).table else {
            return false
        }
        return there.photographs == crops.photographs
    }
}

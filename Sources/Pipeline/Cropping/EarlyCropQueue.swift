import Datasets
import Foundation

/// The photographs that wait for a worker of `EarlyCrops`; threads share it.
final class EarlyCropQueue: @unchecked Sendable {
    private let work: CropWork
    private let folder: CropFolder
    private let photographs: Set<String>
    private let condition = NSCondition()
    // Guarded by the condition.
    private var plans: [CropPlan] = []
    private var next = 0
    private var isStopped = false
    private var failure: (any Error)?

    /// - Parameter photographs: The files of all photographs, standardized, none of which a crop may replace.
    init(options: CroppingRun.Options, folder: CropFolder, photographs: Set<String>) {
        work = CropWork(options: options, folder: folder.path)
        self.folder = folder
        self.photographs = photographs
    }

    /// Adds the plan of one photograph.
    ///
    /// - Throws: What has kept earlier crops from being written.
    func add(_ plan: CropPlan) throws {
        try check()
        condition.withLock {
            plans.append(plan)
            condition.signal()
        }
    }

    /// - Throws: What has kept earlier crops from being written.
    func check() throws {
        if let failure = condition.withLock({ failure }) { throw failure }
    }

    /// A worker's life.
    func run() {
        while let plan = take() {
            do {
                try make(plan)
            } catch {
                // What is a photograph's fault is told when all are there.
                guard SkippedPhotograph(row: 0, error: error) == nil else { continue }
                condition.withLock { failure = failure ?? error }
                return
            }
        }
    }

    /// Ends the workers' lives after the photographs that they are at; false where that was done before.
    func stop() -> Bool {
        condition.withLock {
            defer { isStopped = true }
            condition.broadcast()
            return !isStopped
        }
    }

    private func take() -> CropPlan? {
        condition.withLock {
            while !isStopped, next == plans.count { condition.wait() }
            guard !isStopped else { return nil }
            next += 1
            return plans[next - 1]
        }
    }

    private func make(_ plan: CropPlan) throws {
        try folder.prepare(for: plan, beside: photographs)
        for source in plan.sources {
            if let entry = work.earlier(source, in: folder.journal),
                work.isUpToDate(entry, of: source)
            {
                continue
            }
            try folder.journal.append(work.make(source))
        }
    }
}

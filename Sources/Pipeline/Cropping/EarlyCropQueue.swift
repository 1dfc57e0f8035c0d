import Datasets
import Foundation

/// The photographs that wait for a worker of `EarlyCrops`; threads share it.
///
/// Where too many wait, further ones are passed over, and made in the end with all that is missing: whoever adds never
/// waits, and memory is bounded.
final class EarlyCropQueue: @unchecked Sendable {
    private let work: CropWork
    private let folder: CropFolder
    private let photographs: Set<String>
    private let capacity: Int
    private let condition = NSCondition()
    // Guarded by the condition.
    private var waiting = Deque()
    private var isStopped = false
    private var failure: (any Error)?

    /// - Parameters:
    ///   - photographs: The files of all photographs, standardized, none of which a crop may replace.
    ///   - capacity: How many may wait.
    init(
        options: CroppingRun.Options, folder: CropFolder, photographs: Set<String>,
        capacity: Int = 1024
    ) {
        self.capacity = capacity
        work = CropWork(options: options, folder: folder.path)
        self.folder = folder
        self.photographs = photographs
    }

    /// How many wait.
    var count: Int { condition.withLock { waiting.count } }

    /// Adds the plan of one photograph.
    ///
    /// - Throws: What has kept earlier crops from being written.
    func add(_ plan: CropPlan) throws {
        try check()
        condition.withLock {
            guard waiting.count < capacity else { return }
            waiting.append(plan)
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
            while !isStopped, waiting.count == 0 { condition.wait() }
            return isStopped ? nil : waiting.removeFirst()
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

/// First in, first out; what was taken is freed.
private struct Deque {
    private var plans: [CropPlan?] = []
    private var next = 0

    var count: Int { plans.count - next }

    mutating func append(_ plan: CropPlan) { plans.append(plan) }

    mutating func removeFirst() -> CropPlan? {
        defer {
            plans[next] = nil
            next += 1
            if 2 * next >= plans.count {
                plans.removeFirst(next)
                next = 0
            }
        }
        return plans[next]
    }
}

import Datasets
import Foundation
import Imaging
import Synchronization

/// Augmented photographs, and the time that processors took to make them.
final class TimedSource: SampleSource {
    private let photographs: AugmentedPhotographs
    private let nanoseconds = Atomic(0)

    init(_ photographs: AugmentedPhotographs) {
        self.photographs = photographs
    }

    var count: Int { photographs.count }

    /// Seconds of processor time so far, over all threads.
    var processorSeconds: Double { Double(nanoseconds.load(ordering: .relaxed)) / 1e9 }

    func sample(_ request: SampleRequest) throws -> PixelImage {
        let start = Self.threadNanoseconds()
        defer { nanoseconds.add(Self.threadNanoseconds() - start, ordering: .relaxed) }
        return try photographs.sample(request).image
    }

    private static func threadNanoseconds() -> Int {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return Int(time.tv_sec) * 1_000_000_000 + Int(time.tv_nsec)
    }
}

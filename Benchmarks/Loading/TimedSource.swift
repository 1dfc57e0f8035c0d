import Datasets
import Foundation
import Imaging
import Synchronization

/// Pictures of one size, and the time that processors took to make them.
final class TimedSource: SampleSource {
    private let pictures: any PictureSource
    private let size: ImageSize
    private let passes: Int
    private let nanoseconds = Atomic(0)

    init(pictures: any PictureSource, size: ImageSize, passes: Int) {
        self.pictures = pictures
        self.size = size
        self.passes = passes
    }

    var count: Int { pictures.count }

    /// Seconds of processor time so far, over all threads.
    var processorSeconds: Double { Double(nanoseconds.load(ordering: .relaxed)) / 1e9 }

    func sample(_ request: SampleRequest) throws -> PixelImage {
        let start = Self.threadNanoseconds()
        defer { nanoseconds.add(Self.threadNanoseconds() - start, ordering: .relaxed) }
        let picture = try pictures.picture(at: request.row).image
        var sample = picture
        for _ in 0..<passes {
            sample = picture.resampled(resizing: Resizing(to: size)).image
        }
        return sample
    }

    private static func threadNanoseconds() -> Int {
        var time = timespec()
        clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
        return Int(time.tv_sec) * 1_000_000_000 + Int(time.tv_nsec)
    }
}

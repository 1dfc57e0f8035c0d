import Foundation
import Imaging
import Randomness
import Synchronization

@testable import Datasets

/// Pictures of 4 × 4 random pixels, made of the request alone; some rows fail.
final class DrawnSource: SampleSource {
    struct Mistake: Error, Equatable {
        let row: Int
    }

    let count: Int
    private let badRows: Set<Int>
    private let wrongRows: Set<Int>
    private let delays: Bool
    private let requests = Mutex<[SampleRequest]>([])

    init(
        count: Int, badRows: Set<Int> = [], wrongRows: Set<Int> = [], delays: Bool = false
    ) {
        self.count = count
        self.badRows = badRows
        self.wrongRows = wrongRows
        self.delays = delays
    }

    /// All that was asked for so far, as it was begun.
    var asked: [SampleRequest] { requests.withLock { $0 } }

    func sample(_ request: SampleRequest) throws -> PixelImage {
        requests.withLock { $0.append(request) }
        var random = SeededRandom(seed: request.seed &+ UInt64(request.row))
        if delays { usleep(UInt32(random.integer(0...3000))) }
        if wrongRows.contains(request.row) { throw Mistake(row: request.row) }
        if badRows.contains(request.row) {
            throw ImageError(
                path: "\(request.row).jpg", problem: "cut short", kind: .malformed)
        }
        let bytes = (0..<48).map { _ in UInt8(truncatingIfNeeded: random.next()) }
        return PixelImage(copying: bytes, size: ImageSize(width: 4, height: 4))
    }
}

/// A source whose photographs can go away.
struct FadingSource: SampleSource {
    let good: DrawnSource
    let isGone: @Sendable () -> Bool
    var count: Int { good.count }

    func sample(_ request: SampleRequest) throws -> PixelImage {
        guard !isGone() else {
            throw ImageError(path: "\(request.row).jpg", problem: "is gone", kind: .missing)
        }
        return try good.sample(request)
    }
}

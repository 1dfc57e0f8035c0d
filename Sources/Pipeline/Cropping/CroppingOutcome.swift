import Datasets

/// What came of cropping a table's photographs.
public struct CroppingOutcome: Sendable {
    /// The table beside the crops.
    public let crops: PhotographTable
    /// Photographs in the table.
    public let photographCount: Int
    /// Photographs whose crops were made in this session.
    public let madeCount: Int
    /// Photographs whose crops were there.
    public let keptCount: Int
    /// Photographs that were kept whole.
    public let wholeCount: Int
    /// Files that were made in this session or before.
    public let cropCount: Int
    /// Photographs that could not be read.
    public let skipped: [SkippedPhotograph]
    /// How many photographs a person should look at, and why; one may have several reasons.
    public let review: [(reason: ReviewReason, count: Int)]
    /// Photographs that a person should look at.
    public let reviewCount: Int
    /// Crops of earlier runs that are not wanted any more, and still lie in the folder.
    public let outdated: [String]
    /// Photographs cropped per second in this session.
    public let imagesPerSecond: Double

    init(
        crops: PhotographTable, result: CropResult, review: CropReview, madeCount: Int,
        seconds: Double, outdated: [String]
    ) {
        self.crops = crops
        self.madeCount = madeCount
        self.outdated = outdated
        photographCount = result.plan.sources.count
        skipped = result.skipped
        keptCount = photographCount - madeCount - skipped.count
        wholeCount = zip(result.plan.sources, result.entries).count { source, entry in
            entry != nil && source.crops.contains { $0.label == nil }
        }
        cropCount = Set(crops.photographs.map(\.path)).count
        self.review = review.counts
        reviewCount = review.photographs.count
        imagesPerSecond = seconds > 0 ? Double(madeCount) / seconds : 0
    }

    /// Looks whether more photographs were bad than may be.
    ///
    /// - Parameter tolerated: the share that may be, 0 to 1; a single one of several always may, unless it is 0.
    /// - Throws: `BadPhotographsError` that names some.
    public func check(toleratedBadShare tolerated: Double) throws {
        let limit = BadPhotographLimit(share: tolerated)
        guard !limit.allows(skipped.count, of: photographCount) else { return }
        throw BadPhotographsError(
            photographs: skipped, skipped: skipped.count, samples: photographCount,
            tolerated: tolerated)
    }
}

/// Gathers what became of one class's detections, photograph by photograph.
struct MatchCollector {
    /// Of each detection.
    private(set) var confidences: [Double] = []
    /// The place of each detection among those of its photograph, the surest being 0.
    private(set) var ranks: [UInt8] = []
    /// The outcomes by size of the first detection, then of the second, and so on.
    private(set) var outcomes: [BoxMatching.Outcome] = []
    /// Truths that count, by size.
    private(set) var truthCounts: [Int]

    init(sizeCount: Int) {
        truthCounts = Array(repeating: 0, count: sizeCount)
    }

    /// Adds the detections of a photograph, by falling confidence, with their outcomes by size, and truths by size.
    mutating func append(
        _ sureness: [Double], _ outcomes: [BoxMatching.Outcome], truthCounts: [Int]
    ) {
        confidences += sureness
        ranks += sureness.indices.map { UInt8($0) }
        self.outcomes += outcomes
        for (size, count) in truthCounts.enumerated() { self.truthCounts[size] += count }
    }
}

/// What became of all detections of one class, by falling confidence.
struct ClassMatches {
    /// By falling confidence; equal ones in the order of the photographs.
    private let confidences: [Double]
    /// The place of each detection among those of its photograph, the surest being 0.
    private let ranks: [UInt8]
    /// What became of the detections, by size.
    private let outcomes: [[BoxMatching.Outcome]]
    /// Truths that count, by size.
    let truthCounts: [Int]

    /// Brings collected detections into their order.
    init(_ collected: MatchCollector) {
        let order = collected.confidences.indices.sorted {
            (collected.confidences[$1], $0) < (collected.confidences[$0], $1)
        }
        confidences = order.map { collected.confidences[$0] }
        ranks = order.map { collected.ranks[$0] }
        let sizeCount = collected.truthCounts.count
        // Each size by itself: they are gone through many times, one at a time.
        outcomes = (0..<sizeCount).map { size in
            order.map { collected.outcomes[$0 * sizeCount + size] }
        }
        truthCounts = collected.truthCounts
    }

    /// How many detections there are.
    var detectionCount: Int { confidences.count }

    /// Goes through the detections that are right or wrong, by falling confidence.
    ///
    /// - Parameters:
    ///   - limit: how many detections of a photograph take part, the surest first.
    ///   - visit: takes the confidence, and whether a truth was found.
    func forEach(
        threshold: Int, size: Int, limit: Int = COCODefinition.detectionLimit,
        _ visit: (_ confidence: Double, _ isRight: Bool) -> Void
    ) {
        let bit: UInt16 = 1 << UInt16(threshold)
        let outcomes = outcomes[size]
        for (place, outcome) in outcomes.enumerated() where ranks[place] < limit {
            guard outcome.ignored & bit == 0 else { continue }
            visit(confidences[place], outcome.found & bit != 0)
        }
    }

    /// The share of truths that are found at whatever confidence; `nil` where there are no truths.
    func recall(
        threshold: Int, size: Int, limit: Int = COCODefinition.detectionLimit
    ) -> Double? {
        guard truthCounts[size] > 0 else { return nil }
        var right = 0
        forEach(threshold: threshold, size: size, limit: limit) { if $1 { right += 1 } }
        return Double(right) / Double(truthCounts[size])
    }

    /// The best precision at each of COCO's recalls or beyond, 0 where it is never reached; `nil` where there are
    /// no truths.
    func precisions(threshold: Int, size: Int) -> [Double]? {
        let truths = truthCounts[size]
        guard truths > 0 else { return nil }
        var taken = 0
        // Recall grows, and precision peaks, where a truth is found: other places need not be looked at.
        var peaks: [Double] = []
        forEach(threshold: threshold, size: size) { _, isRight in
            taken += 1
            // The reference's way not to divide by zero; it shows in the sixteenth digit.
            if isRight { peaks.append(Double(peaks.count + 1) / (Double(taken) + .ulpOfOne)) }
        }
        for place in peaks.indices.dropLast().reversed() {
            peaks[place] = max(peaks[place], peaks[place + 1])
        }
        var place = 0
        return COCODefinition.recalls.map { recall in
            while place < peaks.count, Double(place + 1) / Double(truths) < recall { place += 1 }
            return place < peaks.count ? peaks[place] : 0
        }
    }

    /// The mean of the precisions at COCO's recalls; `nil` where there are no truths.
    func averagePrecision(threshold: Int, size: Int) -> Double? {
        precisions(threshold: threshold, size: size)?.mean
    }
}

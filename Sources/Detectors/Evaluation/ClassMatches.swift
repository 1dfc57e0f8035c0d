/// What became of all detections of one class, by falling confidence.
struct ClassMatches {
    private let sizeCount: Int
    private var confidences: [Double] = []
    private var ranks: [UInt8] = []
    private var outcomes: [BoxMatching.Outcome] = []
    /// The places of the detections by falling confidence; of equal ones in the order of the photographs.
    private var order: [Int] = []
    /// Truths that count, by size.
    private(set) var truthCounts: [Int]

    init(sizeCount: Int) {
        self.sizeCount = sizeCount
        truthCounts = Array(repeating: 0, count: sizeCount)
    }

    /// How many detections there are.
    var detectionCount: Int { confidences.count }

    /// Adds the detections of a photograph, by falling confidence, with their outcomes by size, and truths by size.
    mutating func append(
        _ sureness: [Double], _ outcomes: [BoxMatching.Outcome], truthCounts: [Int]
    ) {
        confidences += sureness
        ranks += sureness.indices.map { UInt8($0) }
        self.outcomes += outcomes
        for (size, count) in truthCounts.enumerated() { self.truthCounts[size] += count }
    }

    /// Brings the detections into their order, once all are there.
    mutating func sort() {
        order = confidences.indices.sorted {
            (confidences[$1], $0) < (confidences[$0], $1)
        }
    }

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
        for place in order where ranks[place] < limit {
            let outcome = outcomes[place * sizeCount + size]
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

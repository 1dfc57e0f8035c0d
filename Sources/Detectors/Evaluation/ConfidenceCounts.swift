/// The detections of one class that are right or wrong, to be counted from any confidence on.
struct ConfidenceCounts {
    /// Truths that count.
    let truthCount: Int
    /// By falling confidence.
    private(set) var confidences: [Double] = []
    /// How many are right among each detection and those before it.
    private(set) var right: [Int] = []

    init(_ matches: ClassMatches, threshold: Int, size: Int) {
        truthCount = matches.truthCounts[size]
        var found = 0
        matches.forEach(threshold: threshold, size: size) { confidence, isRight in
            if isRight { found += 1 }
            confidences.append(confidence)
            right.append(found)
        }
    }

    /// The counts where detections of a lower confidence are left out.
    func counts(from confidence: Double) -> BoxCounts {
        var (low, high) = (0, confidences.count)
        while low < high {
            let middle = (low + high) / 2
            if confidences[middle] < confidence { high = middle } else { low = middle + 1 }
        }
        return counts(ofFirst: low)
    }

    /// The counts of the surest detections.
    func counts(ofFirst taken: Int) -> BoxCounts {
        let found = taken > 0 ? right[taken - 1] : 0
        return BoxCounts(right: found, wrong: taken - found, missed: truthCount - found)
    }

    /// The confidence with the best mean of the classes' F1, the highest of equal ones; `nil` without detections.
    static func bestConfidence(of classes: [ConfidenceCounts]) -> Double? {
        let detections = classes.enumerated().flatMap { number, counts in
            counts.confidences.map { (confidence: $0, number: number) }
        }.sorted { $0.confidence > $1.confidence }
        var taken = [Int](repeating: 0, count: classes.count)
        var f1 = [Double](repeating: 0, count: classes.count)
        var sum = 0.0
        var best: (sum: Double, confidence: Double)?
        for (place, detection) in detections.enumerated() {
            let number = detection.number
            taken[number] += 1
            let now = classes[number].counts(ofFirst: taken[number]).f1 ?? 0
            sum += now - f1[number]
            f1[number] = now
            if place + 1 < detections.count,
                detections[place + 1].confidence == detection.confidence
            {
                continue
            }
            // The sum is one of many small steps; rounding must not decide.
            if sum > (best?.sum ?? -1) + 1e-12 { best = (sum, detection.confidence) }
        }
        return best?.confidence
    }
}

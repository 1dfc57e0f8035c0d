import Datasets

/// How much each detection of a photograph overlaps each truth, and each crowd behind the truths.
///
/// Intersection over union; of a crowd the share of the detection that lies in it.
struct Overlaps {
    private let truthCount: Int
    private let targetCount: Int
    private let values: [Double]
    private let detectionCount: Int

    init(_ detections: [Box], truths: [Box], crowds: [Box] = []) {
        truthCount = truths.count
        targetCount = truths.count + crowds.count
        detectionCount = detections.count
        var values: [Double] = []
        values.reserveCapacity(detections.count * targetCount)
        for detection in detections {
            for truth in truths {
                let shared = Self.sharedArea(detection, truth)
                values.append(
                    shared > 0 ? shared / (detection.area + truth.area - shared) : 0)
            }
            for crowd in crowds {
                let shared = Self.sharedArea(detection, crowd)
                values.append(shared > 0 ? shared / detection.area : 0)
            }
        }
        self.values = values
    }

    /// Of a detection and a truth, by their places.
    subscript(detection: Int, target: Int) -> Double { values[detection * targetCount + target] }

    /// The detections that overlap any truth so much.
    func rows(reaching threshold: Double) -> [Int] {
        (0..<detectionCount).filter { row in
            (0..<targetCount).contains { self[row, $0] >= threshold }
        }
    }

    /// The truth that each detection finds, `nil` where there is none.
    ///
    /// - Parameters:
    ///   - rows: the detections, by falling confidence.
    ///   - threshold: the least overlap.
    func matches(
        _ rows: [Int], with targets: BoxMatching.Targets, from threshold: Double
    ) -> [Int?] {
        var isTaken = [Bool](repeating: false, count: targetCount)
        return rows.map { row in
            var match: Int?
            // The reference's slack: boxes that are the same but for rounding overlap wholly.
            var best = min(threshold, 1 - 1e-10)
            for target in targets.order where !isTaken[target] || target >= truthCount {
                if let match, !targets.isIgnored[match], targets.isIgnored[target] { break }
                let overlap = self[row, target]
                if overlap >= best {
                    best = overlap
                    match = target
                }
            }
            if let match { isTaken[match] = true }
            return match
        }
    }

    private static func sharedArea(_ one: Box, _ other: Box) -> Double {
        let width = min(one.right, other.right) - max(one.left, other.left)
        guard width > 0 else { return 0 }
        let height = min(one.bottom, other.bottom) - max(one.top, other.top)
        return height > 0 ? width * height : 0
    }
}

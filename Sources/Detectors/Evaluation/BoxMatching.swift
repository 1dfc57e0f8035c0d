import Datasets

/// Which detections find which truths: each takes, the surest first, the free truth that it overlaps most.
///
/// The rules are COCO's. A truth is ignored that is a crowd or of another size than asked for; who finds an ignored
/// truth, or finds none and is of another size too, is neither right nor wrong. Truths that count go before ignored
/// ones, however these overlap, and a crowd can be found by any number of detections.
struct BoxMatching {
    /// What became of one detection, a bit for each threshold.
    struct Outcome {
        /// Whether it found a truth, ignored or not.
        var found: UInt16 = 0
        /// Whether it is neither right nor wrong.
        var ignored: UInt16 = 0
    }

    /// From which intersection over union on a truth is found; at most 16.
    let thresholds: [Double]
    /// The sizes that are judged apart.
    let sizes: [BoxSize]

    /// Matches the boxes of one class in one photograph.
    ///
    /// - Parameters:
    ///   - detections: by falling confidence.
    ///   - picture: the photograph's size.
    /// - Returns: the outcomes by size of the first detection, then of the second, and so on.
    func outcomes(
        _ detections: [Box], truths: [Box], crowds: [Box], in picture: PictureSize?
    ) -> [Outcome] {
        var outcomes = [Outcome](repeating: Outcome(), count: detections.count * sizes.count)
        let overlaps = Overlaps(detections, truths: truths, crowds: crowds)
        let candidates = overlaps.rows(reaching: thresholds.min() ?? 0)
        let every = UInt16(truncatingIfNeeded: (1 << thresholds.count) - 1)
        for (place, size) in sizes.enumerated() {
            if !candidates.isEmpty {
                let targets = Targets(
                    isIgnored: truths.map { !size.contains($0, in: picture) }
                        + crowds.map { _ in true })
                for (number, threshold) in thresholds.enumerated() {
                    let matches = overlaps.matches(candidates, with: targets, from: threshold)
                    for (row, match) in zip(candidates, matches) {
                        guard let match else { continue }
                        let bit: UInt16 = 1 << UInt16(number)
                        outcomes[row * sizes.count + place].found |= bit
                        if targets.isIgnored[match] {
                            outcomes[row * sizes.count + place].ignored |= bit
                        }
                    }
                }
            }
            for (row, box) in detections.enumerated() where !size.contains(box, in: picture) {
                let index = row * sizes.count + place
                outcomes[index].ignored |= every & ~outcomes[index].found
            }
        }
        return outcomes
    }

    /// Truths and crowds in the order in which they are offered.
    struct Targets {
        let isIgnored: [Bool]
        let order: [Int]

        init(isIgnored: [Bool]) {
            self.isIgnored = isIgnored
            order =
                isIgnored.indices.filter { !isIgnored[$0] }
                + isIgnored.indices.filter { isIgnored[$0] }
        }
    }
}

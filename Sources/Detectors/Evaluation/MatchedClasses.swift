import Datasets

/// The boxes of many photographs, matched class by class.
struct MatchedClasses {
    /// The classes of truths, in the order of their names.
    let names: [String]
    /// What became of each class's detections.
    private(set) var classes: [ClassMatches]
    /// Detections of classes that no truth has, by class.
    private(set) var unknown: [String: Int] = [:]

    /// Matches boxes.
    ///
    /// - Parameters:
    ///   - thresholds: COCO's overlaps come first.
    ///   - sizes: COCO's sizes come first.
    init(_ photographs: [EvaluatedPhotograph], thresholds: [Double], sizes: [BoxSize]) {
        var found: Set<String> = []
        for photograph in photographs {
            for label in photograph.truths { found.insert(label.className) }
            for label in photograph.crowds { found.insert(label.className) }
        }
        names = found.sorted()
        let numbers = Dictionary(uniqueKeysWithValues: zip(names, names.indices))
        classes = names.map { _ in ClassMatches(sizeCount: sizes.count) }
        let matching = BoxMatching(thresholds: thresholds, sizes: sizes)
        for photograph in photographs {
            for (number, boxes) in groups(of: photograph, numbers) {
                let outcomes = matching.outcomes(
                    boxes.detections.map(\.box), truths: boxes.truths, crowds: boxes.crowds,
                    in: photograph.size)
                classes[number].append(
                    boxes.detections.map(\.sureness), outcomes,
                    truthCounts: sizes.map { size in
                        boxes.truths.count { size.contains($0, in: photograph.size) }
                    })
            }
        }
        for number in classes.indices { classes[number].sort() }
    }

    /// What a photograph holds of one class.
    private struct Group {
        var truths: [Box] = []
        var crowds: [Box] = []
        /// The hundred surest, by falling confidence.
        var detections: [BoxLabel] = []
    }

    private mutating func groups(
        of photograph: EvaluatedPhotograph, _ numbers: [String: Int]
    ) -> [Int: Group] {
        var groups: [Int: Group] = [:]
        for label in photograph.truths {
            guard let number = numbers[label.className] else { continue }
            groups[number, default: Group()].truths.append(label.box)
        }
        for label in photograph.crowds {
            guard let number = numbers[label.className] else { continue }
            groups[number, default: Group()].crowds.append(label.box)
        }
        for label in photograph.detections {
            guard let number = numbers[label.className] else {
                unknown[label.className, default: 0] += 1
                continue
            }
            groups[number, default: Group()].detections.append(label)
        }
        for (number, group) in groups { groups[number]?.detections = group.detections.surest() }
        return groups
    }
}

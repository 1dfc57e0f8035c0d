import Datasets

/// The boxes of many photographs, matched class by class.
struct MatchedClasses {
    /// The classes of truths, in the order of their names.
    let names: [String]
    /// What became of each class's detections.
    let classes: [ClassMatches]
    /// Detections of classes that no truth has, by class.
    let unknown: [String: Int]

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
        var collectors = names.map { _ in MatchCollector(sizeCount: sizes.count) }
        var unknown: [String: Int] = [:]
        let matching = BoxMatching(thresholds: thresholds, sizes: sizes)
        for photograph in photographs {
            for (number, boxes) in Self.groups(of: photograph, numbers, &unknown) {
                let outcomes = matching.outcomes(
                    boxes.detections.map(\.box), truths: boxes.truths, crowds: boxes.crowds,
                    in: photograph.size)
                collectors[number].append(
                    boxes.detections.map(\.sureness), outcomes,
                    truthCounts: sizes.map { size in
                        boxes.truths.count { size.contains($0, in: photograph.size) }
                    })
            }
        }
        classes = collectors.map { ClassMatches($0) }
        self.unknown = unknown
    }

    /// What a photograph holds of one class.
    private struct Group {
        var truths: [Box] = []
        var crowds: [Box] = []
        /// The hundred surest, by falling confidence.
        var detections: [BoxLabel] = []
    }

    private static func groups(
        of photograph: EvaluatedPhotograph, _ numbers: [String: Int],
        _ unknown: inout [String: Int]
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

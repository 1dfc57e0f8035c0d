import Datasets

/// What a detector does wrong in one photograph.
struct PhotographMistakes {
    /// A detection that overlaps a truth less has nothing to do with it (TIDE's background threshold).
    private static let leastOverlap = 0.1
    /// A right detection that overlaps its truth less fits loosely.
    private static let looseOverlap = 0.75

    /// The mistakes, of no order.
    private(set) var found: [DetectionMistake] = []
    private let place: Int
    private let overlap: Double
    /// Truths that are still to be accounted for.
    private var openTruths: [BoxLabel] = []
    private var foundTruths: [BoxLabel] = []

    init(
        _ photograph: EvaluatedPhotograph, at place: Int, overlap: Double, confidence: Double
    ) {
        self.place = place
        self.overlap = overlap
        let detections = photograph.detections.filter { $0.sureness >= confidence }
        var lonely: [BoxLabel] = []
        let classes = Set((photograph.truths + detections).map(\.className))
        for name in classes.sorted() {
            lonely += match(
                detections.filter { $0.className == name }.surest(),
                truths: photograph.truths.filter { $0.className == name },
                crowds: photograph.crowds.filter { $0.className == name })
        }
        for detection in lonely.surest(lonely.count) { explain(detection) }
        for truth in openTruths { add(.missed, truth: truth) }
    }

    /// Matches one class's boxes; the result is the detections that are wrong.
    private mutating func match(
        _ detections: [BoxLabel], truths: [BoxLabel], crowds: [BoxLabel]
    ) -> [BoxLabel] {
        let targets = BoxMatching.Targets(
            isIgnored: truths.map { _ in false } + crowds.map { _ in true })
        let matches = Overlaps(
            detections.map(\.box), truths: truths.map(\.box), crowds: crowds.map(\.box)
        ).matches(Array(detections.indices), with: targets, from: overlap)
        var lonely: [BoxLabel] = []
        for (detection, match) in zip(detections, matches) {
            guard let match else {
                lonely.append(detection)
                continue
            }
            guard match < truths.count else { continue }
            let truth = truths[match]
            foundTruths.append(truth)
            if detection.box.intersectionOverUnion(truth.box) < Self.looseOverlap {
                add(.loose, truth: truth, detection: detection)
            }
        }
        let taken = Set(matches.compactMap { $0 })
        openTruths += truths.indices.filter { !taken.contains($0) }.map { truths[$0] }
        return lonely
    }

    /// Says why a detection is wrong.
    private mutating func explain(_ detection: BoxLabel) {
        func nearest(_ truths: [BoxLabel], isSameClass: Bool, from least: Double) -> Int? {
            truths.indices
                .filter { (truths[$0].className == detection.className) == isSameClass }
                .map { ($0, detection.box.intersectionOverUnion(truths[$0].box)) }
                .filter { $0.1 >= least }
                .max { $0.1 < $1.1 }?.0
        }
        if let truth = nearest(openTruths, isSameClass: true, from: Self.leastOverlap) {
            add(.misplaced, truth: openTruths.remove(at: truth), detection: detection)
        } else if let truth = nearest(openTruths, isSameClass: false, from: overlap) {
            add(.misnamed, truth: openTruths.remove(at: truth), detection: detection)
        } else if let truth = nearest(foundTruths, isSameClass: true, from: overlap) {
            add(.repeated, truth: foundTruths[truth], detection: detection)
        } else {
            add(.invented, detection: detection)
        }
    }

    private mutating func add(
        _ kind: DetectionMistake.Kind, truth: BoxLabel? = nil, detection: BoxLabel? = nil
    ) {
        found.append(DetectionMistake(kind, place, truth: truth, detection: detection))
    }
}

import Datasets
import Imaging

/// What is odd about the boxes of a photograph.
struct BoxFaults {
    /// What was found, the gravest first, in words too.
    private(set) var reasons: [(reason: ReviewReason, detail: String)] = []
    /// The boxes within the photograph, in its pixels.
    private(set) var labels: [BoxLabel] = []

    private let limits: ReviewLimits

    init(of source: CropPlan.Source, size: ImageSize, limits: ReviewLimits) {
        self.limits = limits
        var outside = 0
        for var label in source.labels {
            guard
                let region = CropRegion(
                    around: label.box, margin: 0, told: source.toldSize, size: size)
            else {
                outside += 1
                continue
            }
            label.box = region.box
            labels.append(label)
        }
        if source.labels.isEmpty { note(.noBox, Self.missing(source.bestRejected)) }
        if outside > 0 { note(.outside, "\(outside) of \(source.labels.count) boxes lie outside") }
        noteDoubtful()
        noteTiny()
        noteOverlapping()
        noteAtEdge(of: size)
        if labels.count > 1 { note(.several, "\(labels.count) boxes") }
    }

    private mutating func note(_ reason: ReviewReason, _ detail: String) {
        reasons.append((reason, detail))
    }

    private static func missing(_ rejected: Double?) -> String {
        "no box"
            + (rejected.map { ", the most confident one has \(FigureText.hundredths($0))" } ?? "")
    }

    private mutating func noteDoubtful() {
        let least = labels.compactMap(\.confidence).min()
        guard let least, least < limits.doubtfulConfidence else { return }
        note(.doubtful, "confidence \(FigureText.hundredths(least))")
    }

    private mutating func noteTiny() {
        let boxes = labels.map(\.box).filter { min($0.width, $0.height) < limits.tinyEdge }
        guard let smallest = boxes.min(by: { $0.area < $1.area }) else { return }
        note(
            .tiny, "\(Int(smallest.width.rounded())) × \(Int(smallest.height.rounded())) pixels")
    }

    private mutating func noteOverlapping() {
        var greatest = 0.0
        for (place, one) in labels.enumerated() {
            for other in labels[..<place] where other.className == one.className {
                guard let shared = one.box.intersection(other.box) else { continue }
                greatest = max(greatest, shared.area / min(one.box.area, other.box.area))
            }
        }
        guard greatest >= limits.sharedPart else { return }
        note(.overlapping, "boxes share \(FigureText.percent(greatest)) of the smaller one")
    }

    private mutating func noteAtEdge(of size: ImageSize) {
        let distance = max(limits.edgeDistance, Double(max(size.width, size.height)) / 1000)
        let (right, bottom) = (Double(size.width) - distance, Double(size.height) - distance)
        var sides: [String] = []
        if labels.contains(where: { $0.box.left <= distance }) { sides.append("left") }
        if labels.contains(where: { $0.box.top <= distance }) { sides.append("upper") }
        if labels.contains(where: { $0.box.right >= right }) { sides.append("right") }
        if labels.contains(where: { $0.box.bottom >= bottom }) { sides.append("lower") }
        guard !sides.isEmpty else { return }
        note(.edge, "touches the \(sides.joined(separator: " and ")) edge")
    }
}

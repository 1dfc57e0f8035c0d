import Datasets

/// Which boxes of a photograph become crops.
public struct BoxSelection: Sendable, Hashable {
    /// How many boxes of a row are taken.
    public enum Choice: String, Sendable, CaseIterable {
        /// One: drawn by a person before found by a detector, then the most confident, then the largest.
        case best
        /// Each, in the order of the table.
        case all
    }

    /// The class of boxes that count; any where it is nil.
    public var className: String?
    /// The confidence that a detector's box has at least; those that a person drew always count.
    public var leastConfidence = 0.0
    /// How many boxes of a row are taken.
    public var choice = Choice.best

    /// The best box of any class.
    public init() {}

    /// The boxes of a row that count, chosen or not.
    func counted(_ labels: [BoxLabel]) -> [BoxLabel] {
        ofClass(labels).filter { ($0.confidence ?? 1) >= leastConfidence }
    }

    /// The boxes of a row that become crops.
    func chosen(_ labels: [BoxLabel]) -> [BoxLabel] {
        let counted = counted(labels)
        guard choice == .best else { return counted }
        let best = counted.max {
            ($0.confidence ?? 2, $0.box.area) < ($1.confidence ?? 2, $1.box.area)
        }
        return best.map { [$0] } ?? []
    }

    /// The greatest confidence that was too low; `nil` where no box of the class was found at all.
    func bestRejected(_ labels: [BoxLabel]) -> Double? {
        ofClass(labels).compactMap(\.confidence).filter { $0 < leastConfidence }.max()
    }

    private func ofClass(_ labels: [BoxLabel]) -> [BoxLabel] {
        guard let className else { return labels }
        return labels.filter { $0.className == className }
    }
}

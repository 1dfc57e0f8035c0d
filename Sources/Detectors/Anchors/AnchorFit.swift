/// How well anchors fit the boxes of a data set, as YOLOv5 measures it.
///
/// A box fits an anchor by the worse of the ratios of widths and heights, 0 to 1; it can be learned where that exceeds
/// one over the loss's factor.
public struct AnchorFit: Sendable {
    /// The share of boxes that fit at least one anchor, 0 to 1 (best possible recall).
    public let recall: Double
    /// How many anchors a box fits, in the mean.
    public let anchorsPerBox: Double
    /// What evolution maximises: the mean of the best fit of each box, 0 for those that fit none.
    public let fitness: Double

    /// The fit of anchors to boxes, of which there must be one.
    public init(of anchors: [Anchors.Size], to boxes: [Anchors.Size], factor: Double) {
        precondition(!boxes.isEmpty, "anchors fit to boxes")
        var (fitting, pairs, sum) = (0, 0, 0.0)
        for box in boxes {
            var best = 0.0
            for anchor in anchors {
                let across = box.width / anchor.width
                let down = box.height / anchor.height
                let fit = min(across, 1 / across, down, 1 / down)
                best = max(best, fit)
                if fit > 1 / factor { pairs += 1 }
            }
            if best > 1 / factor {
                fitting += 1
                sum += best
            }
        }
        let count = Double(boxes.count)
        recall = Double(fitting) / count
        anchorsPerBox = Double(pairs) / count
        fitness = sum / count
    }
}

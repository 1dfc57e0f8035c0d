import Datasets
import Detectors
import Foundation
import Imaging

/// Anchors checked against the boxes of a data set, and sought anew where they fit badly.
struct AnchorFitting {
    /// The side of the network's input, in pixels.
    let size: Int
    /// How far a box may be from an anchor, as a factor.
    let factor: Double
    let seed: UInt64

    /// Anchors that fit better; `nil` where those there are fit well enough, or none better were found.
    func anchors(
        for views: PhotographViews, instead present: Anchors, report: (String) -> Void
    ) -> Anchors? {
        let boxes = boxSizes(in: views)
        guard !boxes.isEmpty else { return nil }
        let fit = AnchorFit(of: present.all, to: boxes, factor: factor)
        report(
            String(
                format: "%.1f %% of the boxes fit an anchor, %.2f anchors each", 100 * fit.recall,
                fit.anchorsPerBox))
        guard fit.recall <= AnchorSearch.sufficientRecall else { return nil }
        var search = AnchorSearch(seed: seed)
        search.factor = factor
        guard let found = search.anchors(for: boxes) else { return nil }
        let better = AnchorFit(of: found.all, to: boxes, factor: factor)
        guard better.recall > fit.recall else { return nil }
        let sizes = found.all.map { String(format: "%.0f×%.0f", $0.width, $0.height) }
        report(
            String(format: "new anchors fit %.1f %%: ", 100 * better.recall)
                + sizes.joined(separator: ", "))
        return found
    }

    /// The sizes of boxes in pixels of the network's input, as often as views show their middles.
    private func boxSizes(in views: PhotographViews) -> [Anchors.Size] {
        views.rows.indices.flatMap { view in
            guard let shown = views.shown(in: view) else { return [Anchors.Size]() }
            let scale = Double(size) / Double(max(shown.width, shown.height))
            return views.boxes(in: view).map {
                Anchors.Size(width: $0.width * scale, height: $0.height * scale)
            }
        }
    }
}

import Datasets
import Imaging

/// The photographs that a person should look at.
struct CropReview {
    /// One of them.
    struct Photograph: Sendable {
        /// Its path in the table.
        let path: String
        /// Its file.
        let file: String
        /// Why, the gravest reason first, in words too.
        let reasons: [(reason: ReviewReason, detail: String)]
        /// Its size, where it can be read.
        let size: ImageSize?
        /// The boxes that count, in its pixels.
        let labels: [BoxLabel]
        /// Its crops, below the folder of crops.
        let crops: [String]
        /// Whether it was kept whole.
        let isWhole: Bool
    }

    /// The photographs, those with the gravest reasons first, else in the table's order.
    private(set) var photographs: [Photograph] = []

    /// How many photographs have each reason.
    var counts: [(reason: ReviewReason, count: Int)] {
        ReviewReason.allCases.map { reason in
            (reason, photographs.count { $0.reasons.contains { $0.reason == reason } })
        }
    }

    /// Judges the crops of photographs.
    init(of result: CropResult, limits: ReviewLimits) {
        let failures = Dictionary(result.skipped.map { ($0.row, $0.reason) }) { first, _ in first }
        for (source, entry) in zip(result.plan.sources, result.entries) {
            if let entry {
                let found = BoxFaults(of: source, size: entry.size, limits: limits)
                guard !found.reasons.isEmpty else { continue }
                photographs.append(
                    Photograph(
                        path: source.path, file: source.file, reasons: found.reasons,
                        size: entry.size, labels: found.labels,
                        crops: entry.crops.compactMap { $0?.path },
                        isWhole: source.crops.contains { $0.label == nil }))
            } else if let failure = failures[source.row] {
                photographs.append(
                    Photograph(
                        path: source.path, file: source.file, reasons: [(.unreadable, failure)],
                        size: nil, labels: source.labels, crops: [], isWhole: false))
            }
        }
        // Swift's sort keeps the order of equals.
        let order = ReviewReason.allCases
        photographs.sort { first, second in
            let places = [first, second].map { photograph in
                photograph.reasons.first.flatMap { order.firstIndex(of: $0.reason) } ?? order.count
            }
            return places[0] < places[1]
        }
    }

    /// The list as a table: the photographs with their boxes, `reasons`, `details` and `crops`.
    func table(root: String) -> PhotographTable {
        PhotographTable(
            root: root, furtherColumns: ["reasons", "details", "crops"],
            photographs: photographs.map { found in
                var row = Datasets.Photograph(
                    path: found.path,
                    further: [
                        found.reasons.map(\.reason.rawValue).joined(separator: "; "),
                        found.reasons.map(\.detail).joined(separator: "; "),
                        found.crops.joined(separator: "; "),
                    ])
                row.size = found.size.map { PictureSize(width: $0.width, height: $0.height) }
                row.boxes = found.labels
                return row
            })
    }
}

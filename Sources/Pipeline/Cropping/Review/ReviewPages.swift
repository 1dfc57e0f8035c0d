import Datasets
import Foundation
import Imaging
import Progress
import Synchronization
import TensorFiles

/// Photographs that a person should look at, on pages that are complete in themselves.
struct ReviewPages {
    private static let perPage = 120

    private let review: CropReview
    private let cards: ReviewCards
    private let folder: String
    private let workers: Int

    /// Pages in a folder of crops; classes take their colours in this order.
    init(of review: CropReview, classes: [String], folder: String, workers: Int) {
        self.review = review
        self.folder = folder
        self.workers = workers
        cards = ReviewCards(classes: classes, folder: folder)
    }

    /// The file of a page, the first being 0.
    static func name(of page: Int) -> String {
        page == 0 ? "review.html" : "review-\(page + 1).html"
    }

    /// Writes the pages, one in memory at a time, and removes those that are left of a longer list.
    ///
    /// - Throws: `TensorFileError` where a page cannot be written.
    func write() throws {
        let photographs = review.photographs
        let pages = max(1, (photographs.count + Self.perPage - 1) / Self.perPage)
        let progress = ProgressReporter("review", unit: "photographs", total: photographs.count)
        for page in 0..<pages {
            let start = page * Self.perPage
            let part = Array(photographs[start..<min(start + Self.perPage, photographs.count)])
            let html = HTMLPage(
                title: "Photographs to look at",
                body: [
                    page == 0 ? summary : "", links(pages, from: page),
                    try sections(part, progress), links(pages, from: page),
                ]
            ).text
            try AtomicFile.write(Array(html.utf8), to: "\(folder)/\(Self.name(of: page))")
        }
        progress.finish()
        Self.remove(from: folder, startingAt: pages)
    }

    /// Removes pages that are there.
    static func remove(from folder: String, startingAt first: Int = 0) {
        var left = first
        while unlink("\(folder)/\(name(of: left))") == 0 { left += 1 }
    }

    private var summary: String {
        let rows = review.counts.filter { $0.count > 0 }
        guard !rows.isEmpty else { return "<p>There is nothing to look at.</p>" }
        return """
            <p>Each of these photographs has something that the detector, or whoever drew the boxes, may have got wrong. \
            review.csv lists the same. A photograph stands under its gravest reason, and may be counted under several.</p>
            """
                + HTMLPage.table(
                    ["reason", "photographs"], rows.map { [$0.reason.heading, "\($0.count)"] })
    }

    private func links(_ pages: Int, from page: Int) -> String {
        guard pages > 1 else { return "" }
        let links = (0..<pages).map { other in
            other == page
                ? "<b>\(other + 1)</b>" : "<a href=\"\(Self.name(of: other))\">\(other + 1)</a>"
        }
        return "<p>Pages \(links.joined(separator: " "))</p>"
    }

    /// The photographs under the headings of their gravest reasons.
    private func sections(
        _ photographs: [CropReview.Photograph], _ progress: ProgressReporter
    ) throws -> String {
        let made = Mutex([String](repeating: "", count: photographs.count))
        try Parallel.forEach(Array(photographs.indices), workers: workers) { [cards] place in
            let card = cards.card(of: photographs[place])
            made.withLock { $0[place] = card }
        } progress: { _ in
            progress.advance()
        }
        let cards = made.withLock { $0 }
        return ReviewReason.allCases.map { reason in
            let here = photographs.indices.filter {
                photographs[$0].reasons.first?.reason == reason
            }
            guard !here.isEmpty else { return "" }
            return "<h2>\(reason.heading)</h2>\n<div class=\"cards\">\n"
                + here.map { cards[$0] }.joined(separator: "\n") + "\n</div>"
        }.joined(separator: "\n")
    }
}

import Foundation
import Pipeline

/// What `flukeprint crop` prints.
struct CropSummary: Encodable {
    /// A photograph that could not be read.
    struct Skipped: Encodable {
        let path: String
        let reason: String
    }

    private static let skippedShown = 20

    let folder: String
    let photographs: Int
    let crops: Int
    let whole: Int
    let made: Int
    let upToDate: Int
    let skipped: [Skipped]
    /// Photographs to look at.
    let review: Int
    let reasons: [String: Int]
    let outdated: [String]
    let imagesPerSecond: Double

    private let counts: [(reason: ReviewReason, count: Int)]

    private enum CodingKeys: String, CodingKey {
        case folder, photographs, crops, whole, made, skipped, review, reasons, outdated
        case upToDate = "up_to_date"
        case imagesPerSecond = "images_per_second"
    }

    init(_ outcome: CroppingOutcome, folder: String) {
        self.folder = folder
        photographs = outcome.photographCount
        crops = outcome.cropCount
        whole = outcome.wholeCount
        made = outcome.madeCount
        upToDate = outcome.keptCount
        skipped = outcome.skipped.map { Skipped(path: $0.path, reason: $0.reason) }
        review = outcome.reviewCount
        counts = outcome.review.filter { $0.count > 0 }
        reasons = Dictionary(uniqueKeysWithValues: counts.map { ($0.reason.rawValue, $0.count) })
        outdated = outcome.outdated
        imagesPerSecond = outcome.imagesPerSecond
    }

    func json() throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(self), as: UTF8.self)
    }

    var text: String {
        var lines = skipped.prefix(Self.skippedShown).map { "skipped    \($0.reason)" }
        if skipped.count > Self.skippedShown {
            let more = skipped.count - Self.skippedShown
            lines.append("skipped    \(more) more; \(CroppingRun.review) lists all")
        }
        if let first = outdated.first {
            lines.append(
                "outdated   \(outdated.count) crops of earlier runs, no longer in crops.csv: \(first)"
                    + (outdated.count > 1 ? " …" : ""))
        }
        if review > 0 {
            let reasons = counts.map { "\($0.count) \($0.reason.rawValue)" }
            lines.append("to review  \(review) photographs: \(reasons.joined(separator: ", "))")
        }
        lines.append(
            "\(folder): \(crops) crops of \(photographs - skipped.count) photographs, \(whole) kept whole, "
                + "\(skipped.count) skipped, \(upToDate) up to date, "
                + String(format: "%.1f images/s", imagesPerSecond))
        return lines.joined(separator: "\n")
    }
}

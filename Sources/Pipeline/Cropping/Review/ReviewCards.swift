import Datasets
import Foundation
import Imaging

/// A photograph with its boxes, and its crops beside it.
struct ReviewCards: Sendable {
    private static let photographEdge = 560
    private static let cropEdge = 160
    private static let cropsShown = 4

    /// The classes, in the order in which they take colours.
    let classes: [String]
    /// The folder of crops.
    let folder: String

    /// A figure of a photograph; one that cannot be read is named and says so.
    func card(of photograph: CropReview.Photograph) -> String {
        let reasons = photograph.reasons.map { $0.detail.escapedForHTML }.joined(separator: "; ")
        let crops =
            photograph.isWhole
            ? "" : photograph.crops.prefix(Self.cropsShown).map(crop).joined(separator: "\n")
        return """
            <figure class="card"><div>\(whole(photograph))<div>\(crops)</div></div>\
            <figcaption><b>\(photograph.path.escapedForHTML)</b><br>\(reasons)</figcaption></figure>
            """
    }

    private func whole(_ photograph: CropReview.Photograph) -> String {
        guard let size = photograph.size,
            let decoded = try? decoded(photograph.file, edge: Self.photographEdge)
        else { return "" }
        let marks = BoxMarks.marks(photograph.labels, size: size, classes: classes)
        return image(BoxPicture(decoded, marks: marks).drawn(), name: photograph.path)
    }

    private func crop(_ path: String) -> String {
        guard let decoded = try? decoded("\(folder)/\(path)", edge: Self.cropEdge) else {
            return ""
        }
        return image(decoded.image, name: path)
    }

    private func decoded(_ file: String, edge: Int) throws -> DecodedImage {
        try ImageDecoder().decode(
            ImageFile(path: file),
            resizing: Resizing(
                to: ImageSize(width: edge, height: edge), fit: .shrinkInside, kernel: .area))
    }

    private func image(_ picture: PixelImage, name: String) -> String {
        guard let bytes = try? picture.encoded(as: .jpeg(quality: 80)) else { return "" }
        return """
            <img alt="\(name.escapedForHTML)" \
            src="data:image/jpeg;base64,\(Data(bytes).base64EncodedString())">
            """
    }
}

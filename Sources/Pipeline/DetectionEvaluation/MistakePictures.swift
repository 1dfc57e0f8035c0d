import Datasets
import Detectors
import Foundation
import Imaging

/// Photographs with boxes drawn over them: the place in question, and beside it the whole photograph.
///
/// Boxes are drawn by the browser in the photograph's own coordinates, so that their edges stay sharp.
struct MistakePictures {
    /// Told apart by people who do not see red and green alike, and from water.
    static let truthColour = "#ffd400"
    static let detectionColour = "#ff3ea5"
    /// The longer edge of a picture, in pixels.
    private static let edge = 300
    /// How much is shown around the boxes in question, by their longer edge.
    private static let context = 2.5
    /// The least edge of what is shown, in pixels of the photograph.
    private static let leastEdge = 96.0

    let photographs: [EvaluatedPhotograph]
    /// The folder that the photographs' names start from.
    let folder: String
    /// The least confidence of detections that are drawn.
    let confidence: Double

    /// A figure of a mistake; a photograph that cannot be read is named and says so.
    func figure(_ mistake: DetectionMistake, caption: String) -> String {
        let photograph = photographs[mistake.photograph]
        let text = "<figcaption>\(caption.escapedForHTML)</figcaption>"
        do {
            let pictures = try pictures(of: photograph, mistake)
            return "<figure class=\"mistake\">\(pictures)\(text)</figure>"
        } catch {
            return """
                <figure class="mistake"><p>\(photograph.name.escapedForHTML): cannot be shown</p>\(text)</figure>
                """
        }
    }

    private func pictures(
        of photograph: EvaluatedPhotograph, _ mistake: DetectionMistake
    ) throws -> String {
        let name = photograph.name
        let file = ImageFile(path: name.hasPrefix("/") ? name : "\(folder)/\(name)")
        let resizing = Resizing(
            to: ImageSize(width: Self.edge, height: Self.edge), fit: .shrinkInside, kernel: .area)
        let decoder = ImageDecoder()
        let whole = try decoder.decode(file, resizing: resizing)
        // The file may be a smaller copy of what the boxes were drawn in.
        let size =
            photograph.size
            ?? PictureSize(
                width: whole.photographSize.width, height: whole.photographSize.height)
        let frame = Self.frame(around: mistake, in: size)
        let shares = frame.fractions(in: size)
        let part = try decoder.decode(
            file,
            crop: .fractions(
                x: shares.left, y: shares.top, width: shares.width, height: shares.height),
            resizing: resizing)
        let picture = Box(x: 0, y: 0, width: Double(size.width), height: Double(size.height))
        let boxes = rectangles(of: photograph, mistake)
        return try Self.svg(part.image, at: frame, boxes)
            + Self.svg(
                whole.image, at: picture,
                (frame == picture ? "" : Self.rectangle(frame, "#fff", 1)) + boxes)
    }

    /// What is shown: a square around the boxes in question, moved into the picture.
    private static func frame(around mistake: DetectionMistake, in size: PictureSize) -> Box {
        let labels = [mistake.truth, mistake.detection].compactMap { $0?.box }
        let whole = Box(x: 0, y: 0, width: Double(size.width), height: Double(size.height))
        guard let first = labels.first else { return whole }
        let focus = labels.dropFirst().reduce(first) { $0.union($1) }
        let edge = max(max(focus.width, focus.height) * context, leastEdge)
        func span(_ centre: Double, _ length: Double) -> (start: Double, length: Double) {
            let part = min(edge, length)
            return (min(max(centre - part / 2, 0), length - part), part)
        }
        let across = span(focus.centre.x, whole.width)
        let down = span(focus.centre.y, whole.height)
        return Box(x: across.start, y: down.start, width: across.length, height: down.length)
    }

    /// All boxes of a photograph, those in question stronger.
    private func rectangles(
        of photograph: EvaluatedPhotograph, _ mistake: DetectionMistake
    ) -> String {
        let detections = photograph.detections.filter { ($0.confidence ?? 1) >= confidence }
        func drawn(_ labels: [BoxLabel], _ chosen: BoxLabel?, _ colour: String) -> [String] {
            labels.map { Self.rectangle($0.box, colour, $0 == chosen ? 3 : 1.5) }
        }
        return
            (drawn(photograph.truths, mistake.truth, Self.truthColour)
            + drawn(detections, mistake.detection, Self.detectionColour)).joined()
    }

    private static func rectangle(_ box: Box, _ colour: String, _ width: Double) -> String {
        let place = String(
            format: "x=\"%.1f\" y=\"%.1f\" width=\"%.1f\" height=\"%.1f\"", box.left, box.top,
            box.width, box.height)
        return """
            <rect \(place) fill="none" stroke="\(colour)" stroke-width="\(width)" \
            vector-effect="non-scaling-stroke"/>
            """
    }

    private static func svg(_ image: PixelImage, at place: Box, _ content: String) throws -> String
    {
        let data = Data(try image.encoded(as: .jpeg(quality: 80))).base64EncodedString()
        let numbers = [place.left, place.top, place.width, place.height].map {
            String(format: "%.1f", $0)
        }
        return """
            <svg viewBox="\(numbers.joined(separator: " "))" role="img">\
            <image x="\(numbers[0])" y="\(numbers[1])" width="\(numbers[2])" height="\(numbers[3])" \
            preserveAspectRatio="none" href="data:image/jpeg;base64,\(data)"/>\(content)</svg>
            """
    }
}

import ArgumentParser
import Foundation
import Imaging
import Pipeline

/// What is cut out of photographs, and how it is written.
struct CropOptions: ParsableArguments {
    /// How crops are written.
    enum Format: String, ExpressibleByArgument, CaseIterable {
        case jpeg, png
    }

    @Option(
        help: ArgumentHelp(
            "The class of boxes to crop to; any by default. (--class names classes that have none.)",
            valueName: "class"))
    var box: String?

    @Option(
        help: "Whether a photograph gives one crop, of its best box, or one for each: best or all.")
    var boxes: BoxSelection.Choice = .best

    @Option(
        help: ArgumentHelp(
            "What is kept around a box on each side, as a share of its width and height.",
            valueName: "share"))
    var margin = 0.1

    @Flag(
        inversion: .prefixedNo,
        help: "Keep photographs without a box whole, marked in crops.csv.")
    var wholeIfNone = true

    @Option(help: ArgumentHelp("Shrink crops whose shorter edge is longer.", valueName: "pixels"))
    var shortestEdge: Int?

    @Option(help: ArgumentHelp("Shrink crops whose longer edge is longer.", valueName: "pixels"))
    var longestEdge: Int?

    @Option(help: ArgumentHelp("How crops are written: jpeg or png.", valueName: "format"))
    var cropFormat: Format = .jpeg

    @Option(help: "The quality of JPEG, 1 to 100.")
    var quality = 95

    @Option(help: "Boxes with a lower confidence are doubtful, to be looked at.")
    var doubtful = 0.5

    @Flag(inversion: .prefixedNo, help: "Make contact sheets and review.html.")
    var sheets = true

    func validate() throws {
        guard 0...1 ~= doubtful else { throw ValidationError("--doubtful is from 0 to 1.") }
        guard 0...10 ~= margin else { throw ValidationError("--margin is from 0 to 10.") }
        guard 1...100 ~= quality else { throw ValidationError("--quality is from 1 to 100.") }
        guard shortestEdge == nil || longestEdge == nil else {
            throw ValidationError("Give either --shortest-edge or --longest-edge.")
        }
        for edge in [shortestEdge, longestEdge].compactMap({ $0 }) {
            guard 1...65_535 ~= edge else { throw ValidationError("Edges are from 1 to 65535.") }
        }
    }

    /// The same for a run.
    var options: CroppingRun.Options {
        var options = CroppingRun.Options()
        options.selection.className = box
        options.selection.choice = boxes
        options.margin = margin
        options.keepsWhole = wholeIfNone
        options.resizing =
            shortestEdge.map { Resizing(to: square($0), fit: .shrinkOutside, kernel: .area) }
            ?? longestEdge.map { Resizing(to: square($0), fit: .shrinkInside, kernel: .area) }
        // At half the resolution of colour, little is left of what a high quality keeps.
        options.encoding =
            cropFormat == .png ? .png() : .jpeg(quality: quality, subsamples: quality < 90)
        options.review.doubtfulConfidence = doubtful
        options.drawsSheets = sheets
        return options
    }

    private func square(_ edge: Int) -> ImageSize { ImageSize(width: edge, height: edge) }
}

extension BoxSelection.Choice: ExpressibleByArgument {}

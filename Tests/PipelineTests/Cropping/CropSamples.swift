import Datasets
import Foundation
import Imaging

@testable import Pipeline

/// A folder with photographs of a grey sea with coloured fins, that lasts as long as the object.
final class CropSamples {
    static let grey = Pixel(grey: 90)
    static let red = Pixel(red: 250, green: 0, blue: 0)
    static let blue = Pixel(red: 0, green: 0, blue: 250)

    let folder = NSTemporaryDirectory() + "crops-\(UUID().uuidString)"
    /// The folder of crops.
    var output: String { folder + "/crops" }
    /// The folder of photographs.
    var sea: String { folder + "/sea" }

    init() throws {
        try FileManager.default.createDirectory(
            atPath: sea + "/deep", withIntermediateDirectories: true)
    }

    deinit {
        try? FileManager.default.removeItem(atPath: folder)
    }

    /// Writes a photograph of 200 × 160 pixels: a red fin at (80, 60) of 40 × 30, a blue one at (150, 20) of 20 × 10.
    func paint(_ path: String, shift: Int = 0) throws {
        let picture = PixelImage(size: ImageSize(width: 200, height: 160)) { bytes in
            for y in 0..<160 {
                for x in 0..<200 {
                    let isRed = (80 + shift..<120 + shift).contains(x) && (60..<90).contains(y)
                    let isBlue = (150..<170).contains(x) && (20..<30).contains(y)
                    let colour = isRed ? Self.red : isBlue ? Self.blue : Self.grey
                    bytes[(y * 200 + x) * 3] = colour.red
                    bytes[(y * 200 + x) * 3 + 1] = colour.green
                    bytes[(y * 200 + x) * 3 + 2] = colour.blue
                }
            }
        }
        try picture.write(to: "\(sea)/\(path)", as: .png())
    }

    /// A row with boxes.
    static func row(_ path: String, _ labels: [BoxLabel] = []) -> Photograph {
        var photograph = Photograph(path: path)
        photograph.boxes = labels
        return photograph
    }

    static func redFin(_ confidence: Double? = nil) -> BoxLabel {
        BoxLabel(
            Box(left: 80, top: 60, right: 120, bottom: 90), className: "fin",
            confidence: confidence, origin: "test")
    }

    static func blueFin(_ confidence: Double? = nil) -> BoxLabel {
        BoxLabel(
            Box(left: 0.75, top: 0.125, right: 0.85, bottom: 0.1875, unit: .fractions),
            className: "fin", confidence: confidence, origin: "test")
    }

    func table(_ photographs: [Photograph]) -> PhotographTable {
        PhotographTable(root: sea, photographs: photographs)
    }

    /// Lossless crops without sheets.
    static var options: CroppingRun.Options {
        var options = CroppingRun.Options()
        options.encoding = .png()
        options.drawsSheets = false
        options.workers = 2
        return options
    }

    /// Crops, with options that differ from the usual ones.
    func run(
        _ table: PhotographTable, _ change: (inout CroppingRun.Options) -> Void = { _ in }
    ) throws -> CroppingOutcome {
        var options = Self.options
        change(&options)
        return try CroppingRun(options: options).run(table, to: output)
    }

    func crop(_ name: String) throws -> PixelImage {
        try ImageDecoder().decode(ImageFile(path: "\(output)/\(name)")).image
    }

    /// The names in a folder of crops, those with a dot in front left out.
    func names() throws -> [String] {
        let found = FileManager.default.enumerator(atPath: output)?.allObjects ?? []
        return found.compactMap { $0 as? String }.filter { $0.contains(".") && !$0.hasPrefix(".") }
            .sorted()
    }
}

import ArgumentParser
import BenchmarkSupport
import Imaging

/// How long a large photograph takes: shrunk, whole, and a part of it.
struct DecodeBenchmark: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "decode",
        abstract: "Seconds to read a photograph: shrunk to 640 pixels, whole, a crop at 640 pixels."
    )

    @Argument(help: "A photograph of 6000 × 4000 pixels, such as imaging.py makes.")
    var file: String

    @Option(help: "How often each is measured, in turns; the median counts.")
    var rounds = 7

    @Option(help: "The longer edge of what is shrunk, in pixels.")
    var size = 640

    private struct Row: Encodable {
        let measurement = "decode"
        let what: String
        let seconds: Double
        /// Of the result: a peer that made something else is not compared.
        let width: Int
        let height: Int
        let mean: Double
    }

    func run() throws {
        let decoder = ImageDecoder()
        let file = ImageFile(path: file)
        let photograph = try decoder.header(of: file).size
        let resizing = Resizing.longerEdge(size)
        // Three fifths of the picture, off its middle, at odd places.
        let box = CropBox.pixels(
            PixelRectangle(
                x: photograph.width / 7, y: photograph.height / 5,
                width: photograph.width * 3 / 5, height: photograph.height * 3 / 5))
        let detail = CropBox.pixels(
            PixelRectangle(
                x: photograph.width / 2, y: photograph.height / 2, width: size,
                height: size * 2 / 3))
        let runs: [(String, () throws -> PixelImage)] = [
            ("shrunk", { try decoder.decode(file, resizing: resizing).image }),
            ("whole", { try decoder.decode(file).image }),
            ("crop", { try decoder.decode(file, crop: box, resizing: resizing).image }),
            ("detail", { try decoder.decode(file, crop: detail).image }),
        ]
        var times = [[Double]](repeating: [], count: runs.count)
        var images: [PixelImage] = []
        for (_, run) in runs { images.append(try run()) }
        for _ in 0..<rounds {
            for (index, (_, run)) in runs.enumerated() {
                times[index].append(try seconds { _ = try run() })
            }
        }
        for (index, (what, _)) in runs.enumerated() {
            let image = images[index]
            let sum = image.bytes.reduce(0) { $0 + Int($1) }
            try printLine(
                Row(
                    what: what, seconds: median(times[index]), width: image.width,
                    height: image.height, mean: Double(sum) / Double(image.bytes.count)))
        }
    }
}

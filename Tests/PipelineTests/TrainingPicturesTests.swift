import Datasets
import Foundation
import Imaging
import Testing

@testable import Pipeline

@Suite struct TrainingPicturesTests {
    /// A grey sea, 200 × 160, with a red fin at (80, 60), 40 × 30, and a blue back beside it.
    private let folder = NSTemporaryDirectory() + "pictures-\(UUID().uuidString)"

    private func table() throws -> PhotographTable {
        try FileManager.default.createDirectory(
            atPath: folder, withIntermediateDirectories: true)
        let picture = PixelImage(size: ImageSize(width: 200, height: 160)) { bytes in
            for y in 0..<160 {
                for x in 0..<200 {
                    let isFin = (80..<120).contains(x) && (60..<90).contains(y)
                    let isBack = (120..<180).contains(x) && (60..<90).contains(y)
                    let colour: [UInt8] =
                        isFin ? [255, 0, 0] : isBack ? [0, 0, 255] : [90, 90, 90]
                    for channel in 0..<3 { bytes[(y * 200 + x) * 3 + channel] = colour[channel] }
                }
            }
        }
        try picture.write(to: folder + "/sea.png")
        var photograph = Photograph(path: "sea.png")
        photograph.boxes = [
            BoxLabel(
                Box(left: 80, top: 60, right: 180, bottom: 90), className: "body", origin: "test"),
            BoxLabel(
                Box(left: 80, top: 60, right: 120, bottom: 90), className: "fin", origin: "test"),
        ]
        return PhotographTable(root: folder, photographs: [photograph])
    }

    @Test(
        "Given a box class, training and evaluation see the same part of a photograph",
        arguments: [
            AugmentationPreset.none.yaml,
            "size: 64\naugmentations:\n  - box_jitter: { margin: 0, shift: 0 }",
        ])
    func sameParts(_ augmentation: String) throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let table = try table()
        var configuration = TrainingConfiguration()
        configuration.data.box = "fin"
        configuration.data.margin = 0
        configuration.input.width = 64
        configuration.input.height = 64
        configuration.input.augmentation = augmentation

        let learned = try configuration.trainingSamples(of: table) { _ in }
            .sample(SampleRequest(row: 0, seed: 3)).image
        let judged = try configuration.evaluationPictures(of: table).picture(at: 0).image

        for image in [learned, judged] {
            #expect(image.size == ImageSize(width: 64, height: 64))
            for (x, y) in [(3, 3), (60, 3), (32, 32), (3, 60), (60, 60)] {
                let pixel = image[x, y]
                #expect(pixel.red > 240 && pixel.green < 15 && pixel.blue < 15, "\(x), \(y)")
            }
        }
    }

    @Test("Given mirrored classes, an augmentation that flips is refused")
    func flipsAreRefused() throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        var configuration = TrainingConfiguration()
        configuration.data.mirrorsClasses = true
        configuration.input.augmentation = AugmentationPreset.happywhale.yaml
        let table = try table()

        let error = #expect(throws: DatasetError.self) {
            try configuration.trainingSamples(of: table) { _ in }
        }

        #expect(error?.advice?.contains("horizontal_flip") == true)
    }

    @Test("Given mirrored classes, the second half of the samples shows the first half mirrored")
    func mirrorImages() throws {
        defer { try? FileManager.default.removeItem(atPath: folder) }
        var configuration = TrainingConfiguration()
        configuration.data.mirrorsClasses = true
        configuration.input.width = 50
        configuration.input.height = 40
        configuration.input.augmentation = AugmentationPreset.none.yaml
        let samples = try configuration.trainingSamples(of: try table()) { _ in }
        #expect(samples.count == 2)

        let plain = try samples.sample(SampleRequest(row: 0, seed: 3))
        let mirrored = try samples.sample(SampleRequest(row: 1, seed: 3))

        #expect(plain.parts.map(\.row) == [0] && mirrored.parts.map(\.row) == [1])
        for (x, y) in [(5, 5), (22, 18), (28, 18), (35, 18), (45, 35)] {
            let pixel = plain.image[x, y]
            let other = mirrored.image[49 - x, y]
            #expect(
                abs(Int(pixel.red) - Int(other.red)) + abs(Int(pixel.blue) - Int(other.blue)) < 12,
                "\(x), \(y)")
        }
    }
}

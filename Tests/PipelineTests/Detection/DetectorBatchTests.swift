import Datasets
import Testing
import Torch

@testable import Pipeline

@Suite struct DetectorBatchTests {
    @Test("Given a photograph brought to a square, boxes are fractions of the square")
    func fractions() throws {
        let samples = try CropSamples()
        try samples.paint("a.png")
        // Of 200 × 160 pixels; at 0.32 of its size it is 64 × 51, in the middle of 64 × 64.
        var labels = [CropSamples.redFin(), CropSamples.blueFin()]
        labels[1].className = "boat"
        let table = samples.table([CropSamples.row("a.png", labels), CropSamples.row("a.png")])
        var configuration = DetectorConfiguration()
        configuration.input.size = 64
        configuration.input.augmentation = AugmentationPreset.none.yaml
        let source = try configuration.trainingSamples(of: PhotographViews(whole: table)) { _ in }
        let made = try [0, 1, 0].map { try source.sample(SampleRequest(row: $0, seed: 5)) }

        let batch = DetectorBatch(made, classes: ["fluke": 0, "fin": 1])

        #expect(batch.pixels.shape == [3, 64, 64, 3] && batch.pixels.dtype == .uint8)
        let targets = batch.targets.targets
        #expect(targets.map(\.image) == [0, 2])
        for target in targets {
            #expect(target.classIndex == 1)
            for (found, expected) in zip(
                [target.centreX, target.centreY, target.width, target.height],
                [0.5, (75 * 0.32 + 6.4) / 64, 0.2, 0.15])
            { #expect(abs(found - expected) < 0.01, "\(target)") }
        }
        // In the middle of the box there is the fin, and above it the sea, and padding above that.
        let (x, y) = (32, Int(targets[0].centreY * 64))
        let colours: [[UInt8]] = [y, y - 12, 2].map { batch.pixels[0][$0][x].array() }
        #expect(colours[0][0] > 240 && colours[0][1] < 12)
        #expect(colours[1].allSatisfy { abs(Int($0) - 90) < 4 })
        #expect(colours[2].allSatisfy { $0 == 114 })
    }
}

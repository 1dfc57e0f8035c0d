import Imaging
import Testing

@testable import Datasets

/// What comes of several photographs in one sample.
@Suite struct MixingTests {
    private func pipeline(_ augmentations: any Augmentation...) -> AugmentationPipeline {
        AugmentationPipeline(
            size: ImageSize(width: 96, height: 80), augmentations: augmentations)
    }

    @Test("Given a mixup, when samples are made, then pixels have the labels' weights")
    func mixup() throws {
        let source = EvenPictures(levels: [0, 255]).source(
            pipeline(Mixup(alpha: 1, probability: 1)))
        var weights: Set<Double> = []
        for seed in 0..<20 as Range<UInt64> {
            let sample = try source.sample(SampleRequest(row: 0, seed: seed))
            #expect(abs(sample.parts.reduce(0) { $0 + $1.weight } - 1) < 1e-12)
            #expect(sample.parts.count == 2 && sample.parts[0].row == 0)
            let white = sample.parts.filter { $0.row == 1 }.reduce(0) { $0 + $1.weight }
            #expect(abs(Double(sample.image[9, 9].red) - white * 255) <= 0.6)
            weights.insert(white)
        }
        #expect(weights.count > 5)
        let boxes = PaintedPictures.source(pipeline(Mixup(probability: 1)))
        let plain = PaintedPictures.source(pipeline())
        for seed in 0..<5 as Range<UInt64> {
            let sample = try boxes.sample(SampleRequest(row: 0, seed: seed))
            let own = try sample.rows.flatMap {
                try plain.sample(SampleRequest(row: $0, seed: 0)).boxes
            }
            #expect(sample.rows.count == 2 && own.count == 4)
            #expect(sample.boxes == own)
        }
    }

    @Test("Given a mosaic, when a sample is made, then it tells the four rows, and keeps its label")
    func mosaicRows() throws {
        let source = PaintedPictures.source(pipeline(Mosaic()))
        let sample = try source.sample(SampleRequest(row: 2, seed: 4))
        #expect(sample.rows.count == 4 && sample.rows[0] == 2)
        #expect(sample.rows.allSatisfy { (0..<3).contains($0) })
        #expect(sample.parts == [SamplePart(row: 2, weight: 1)])
    }

    @Test("Given a mosaic of three bad photographs, when a sample is made, then good ones stand in")
    func badPartners() throws {
        struct Damaged: PictureSource {
            let good = EvenPictures(levels: [10, 20, 30, 40])
            var count: Int { 4 }
            func picture(at row: Int) throws -> DecodedImage {
                if row == 2 { throw ImageError(path: "bad", problem: "is bad", kind: .malformed) }
                return try good.picture(at: row)
            }
        }
        let source = AugmentedPhotographs(
            table: PhotographTable(
                root: "", photographs: (0..<4).map { Photograph(path: "\($0)") }),
            pictures: Damaged(), pipeline: pipeline(Mosaic()))
        for seed in 0..<10 as Range<UInt64> {
            let sample = try source.sample(SampleRequest(row: 0, seed: seed))
            #expect(!sample.rows.contains(2))
        }
        #expect(throws: ImageError.self) {
            try source.sample(SampleRequest(row: 2, seed: 1))
        }
    }

    @Test(
        "Given rows that may be mixed in, when samples are made, then rows held out are never seen",
        arguments: [Mosaic() as any Augmentation, Mixup(probability: 1)])
    func partners(_ mixing: any Augmentation) throws {
        let pictures = EvenPictures(levels: [10, 20, 30, 40, 50])
        let source = AugmentedPhotographs(
            table: PhotographTable(
                root: "", photographs: (0..<5).map { Photograph(path: "\($0)") }),
            pictures: pictures, pipeline: pipeline(mixing), partners: [0, 3])
        var seen: Set<Int> = []
        for seed in 0..<20 as Range<UInt64> {
            seen.formUnion(try source.sample(SampleRequest(row: 0, seed: seed)).rows)
        }
        #expect(seen == [0, 3])
    }
}

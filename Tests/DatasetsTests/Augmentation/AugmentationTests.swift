import Foundation
import Imaging
import Randomness
import Testing

@testable import Datasets

@Suite struct AugmentationTests {
    private let size = ImageSize(width: 96, height: 80)

    /// An augmentation of each kind, with a probability and else as it is by default.
    private func each(_ probability: Double) throws -> [any Augmentation] {
        try AugmentationPipeline.known.map { type in
            var settings = try YAMLSettings(yaml: "probability: \(probability)", path: "test")
            return try type.init(&settings)
        }
    }

    private func pipeline(_ augmentations: any Augmentation...) -> AugmentationPipeline {
        AugmentationPipeline(size: size, augmentations: augmentations)
    }

    @Test(
        "Given a seed, when a sample is made twice, then it is the same, and another seed's is not")
    func seeds() throws {
        for preset in [AugmentationPreset.happywhale, .mild, .yolov5] {
            let source = PaintedPictures.source(preset.pipeline(size: size))
            let first = try source.sample(SampleRequest(row: 1, seed: 7))
            _ = try source.sample(SampleRequest(row: 0, seed: 3))
            let again = try source.sample(SampleRequest(row: 1, seed: 7))
            let other = try source.sample(SampleRequest(row: 1, seed: 8))
            #expect(first.image.bytes.elementsEqual(again.image.bytes))
            #expect(first.boxes == again.boxes && first.parts == again.parts)
            #expect(first.rows == again.rows)
            #expect(!first.image.bytes.elementsEqual(other.image.bytes))
        }
    }

    @Test("Given a probability of 0, when a sample is made, then it is as without the augmentation")
    func neverApplied() throws {
        let plain = try PaintedPictures.source(pipeline())
            .sample(SampleRequest(row: 0, seed: 1))
        for augmentation in try each(0) {
            for seed in 0..<3 as Range<UInt64> {
                let found = try PaintedPictures.source(pipeline(augmentation))
                    .sample(SampleRequest(row: 0, seed: seed))
                #expect(found.image.bytes.elementsEqual(plain.image.bytes), "\(augmentation)")
                #expect(found.boxes == plain.boxes && found.parts == plain.parts)
            }
        }
    }

    @Test("Given a probability of 1, when samples are made, then each augmentation does something")
    func alwaysApplied() throws {
        let plain = try PaintedPictures.source(pipeline())
            .sample(SampleRequest(row: 0, seed: 1))
        for augmentation in try each(1) {
            let differs = try (0..<3 as Range<UInt64>).contains { seed in
                let found = try PaintedPictures.source(pipeline(augmentation))
                    .sample(SampleRequest(row: 0, seed: seed))
                return !found.image.bytes.elementsEqual(plain.image.bytes)
            }
            #expect(differs, "\(augmentation) changes nothing")
        }
    }

    @Test("Given a probability, when many samples are made, then it holds")
    func frequency() throws {
        let plain = try PaintedPictures.source(pipeline()).sample(SampleRequest(row: 0, seed: 0))
        let source = PaintedPictures.source(pipeline(HorizontalFlip(probability: 0.3)))
        let count = 400
        let flips = try (0..<count).count { seed in
            try source.sample(SampleRequest(row: 0, seed: UInt64(seed))).boxes != plain.boxes
        }
        let share = Double(flips) / Double(count)
        #expect(abs(share - 0.3) < 0.08)
    }

    @Test("Given one augmentation turned off, when samples are made, then the others do the same")
    func ownGenerators() throws {
        let pictures = EvenPictures(levels: [100])
        let alone = pictures.source(pipeline(Brightness(), Contrast(factor: 1...1)))
        let among = pictures.source(
            pipeline(Rotation(degrees: 0...0, probability: 1), HorizontalFlip(), Brightness()))
        var levels: Set<UInt8> = []
        for seed in 0..<20 as Range<UInt64> {
            let request = SampleRequest(row: 0, seed: seed)
            let level = try alone.sample(request).image[5, 5].red
            #expect(try among.sample(request).image[5, 5].red == level)
            #expect((49...151).contains(level))
            levels.insert(level)
        }
        #expect(levels.count > 10)
    }

    @Test("Given a parameter, when shares are drawn from beta, then mean and variance are its own")
    func beta() {
        var random = SeededRandom(seed: 5)
        for alpha in [0.2, 1, 4, 32] {
            let draws = (0..<4_000).map { _ in random.beta(alpha) }
            #expect(draws.allSatisfy { (0...1).contains($0) })
            let mean = draws.reduce(0, +) / 4_000
            let variance = draws.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 4_000
            let expected = 1 / (4 * (2 * alpha + 1))
            #expect(abs(mean - 0.5) < 0.03)
            #expect(abs(variance / expected - 1) < 0.1, "\(alpha)")
        }
    }

    @Test("Given squares to cut out, when samples are made, then they are whole and inside")
    func cutout() throws {
        let pictures = EvenPictures(levels: [200])
        let one = pictures.source(pipeline(Cutout(count: 1, probability: 1)))
        let six = pictures.source(pipeline(Cutout(probability: 1)))
        func dark(_ image: PixelImage) -> Int { image.bytes.count { $0 == 0 } / 3 }
        var most = 0
        for seed in 0..<30 as Range<UInt64> {
            let request = SampleRequest(row: 0, seed: seed)
            #expect(dark(try one.sample(request).image) == 100)
            let count = dark(try six.sample(request).image)
            #expect((100...600).contains(count))
            most = max(most, count)
        }
        #expect(most > 450)
    }

    @Test(
        "Given a rectangle to erase, when samples are made, then its area is as asked for",
        arguments: RandomErasing.Fill.allCases)
    func erasing(_ fill: RandomErasing.Fill) throws {
        let source = PaintedPictures.source(pipeline())
        let erasing = RandomErasing(
            area: 0.1...0.2, aspect: 0.5...2, fill: fill, probability: 1)
        let erased = PaintedPictures.source(pipeline(erasing))
        for seed in 0..<15 as Range<UInt64> {
            let request = SampleRequest(row: 0, seed: seed)
            let before = try source.sample(request).image
            let after = try erased.sample(request).image
            var changed: Box?
            for y in 0..<size.height {
                for x in 0..<size.width where before[x, y] != after[x, y] {
                    let pixel = Box(x: Double(x), y: Double(y), width: 1, height: 1, unit: .pixels)
                    changed = changed?.union(pixel) ?? pixel
                }
            }
            let share = (changed?.area ?? 0) / Double(size.pixelCount)
            #expect(share < 0.22, "seed \(seed)")
            // The mean of grey with paint may be grey.
            if fill == .noise { #expect(share > 0.09) }
        }
    }

    @Test("Given padding around a picture, when contrast changes, then its mean is the picture's")
    func contrastMean() throws {
        let source = EvenPictures(levels: [40], size: ImageSize(width: 90, height: 30)).source(
            AugmentationPipeline(
                size: size, fit: .letterbox, padding: .white,
                augmentations: [Letterbox(), Contrast(factor: 0.5...0.5)]))
        let image = try source.sample(SampleRequest(row: 0, seed: 1)).image
        // Even grey is its own mean, whatever is around it.
        #expect(image[48, 40] == Pixel(grey: 40))
        #expect(image[0, 0] == .white)
    }

    @Test("Given no augmentations, when a sample is made, then its pixels are those of resizing")
    func evaluation() throws {
        let source = PaintedPictures.source(
            AugmentationPreset.none.pipeline(size: ImageSize(width: 60, height: 60)))
        let sample = try source.sample(SampleRequest(row: 1, seed: 1))
        let expected = try PaintedPictures().picture(at: 1).image.resampled(
            resizing: Resizing(to: ImageSize(width: 60, height: 60)))
        #expect(sample.image.bytes.elementsEqual(expected.image.bytes))
        #expect(sample.parts == [SamplePart(row: 1, weight: 1)] && sample.rows == [1])
    }

    @Test(
        "Given files that are shrunk while they are decoded, when boxes are asked for, then they fit"
    )
    func decodedPictures() throws {
        let folder = try SampleFolder()
        try PaintedPictures().picture(at: 0).image.write(to: folder.file("0.png"))
        var table = PaintedPictures.table.rows([0])
        table.root = folder.path
        let shrinking = Resizing(to: ImageSize(width: 150, height: 150), fit: .shrinkInside)
        let source = AugmentedPhotographs(
            table: table, pictures: PictureFiles(table, resizing: shrinking),
            pipeline: pipeline())
        let picture = try source.untouched(row: 0)
        #expect(picture.width == 150 && picture.height == 113)
        for label in picture.boxes {
            let colour = try #require(PaintedPictures.colours[label.className])
            let painted = try #require(boxAround(colour, in: picture.drawn()))
            #expect(abs(painted.left - label.box.left) <= 1)
            #expect(abs(painted.bottom - label.box.bottom) <= 1)
        }
    }
}

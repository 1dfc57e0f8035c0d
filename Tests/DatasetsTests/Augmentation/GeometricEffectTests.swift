import Imaging
import Randomness
import Testing

@testable import Datasets

/// What single augmentations do to points; `PaintedBoxTests` sees that boxes go with them.
@Suite struct GeometricEffectTests {
    private func sample(
        _ augmentation: any Augmentation, row: Int, size: ImageSize, seed: UInt64 = 1
    ) throws -> AugmentedSample {
        let pipeline = AugmentationPipeline(
            size: size, padding: PaintedPictures.grey, augmentations: [augmentation])
        return try PaintedPictures.source(pipeline).sample(SampleRequest(row: row, seed: seed))
    }

    @Test("Given a flip, when a sample is made, then left and right are exchanged to the pixel")
    func flip() throws {
        let before = try PaintedPictures().picture(at: 0).image
        let after = try sample(HorizontalFlip(probability: 1), row: 0, size: before.size).image
        for (x, y) in [(40, 60), (39, 60), (129, 109), (130, 109), (190, 200), (0, 0), (319, 239)] {
            #expect(after[319 - x, y] == before[x, y])
        }
    }

    @Test("Given a quarter turn, when a sample is made, then the top left is at the top right")
    func quarterTurn() throws {
        let size = PaintedPictures.rows[2].size
        let turn = Rotation(degrees: 90...90, probability: 1)
        let image = try sample(turn, row: 2, size: size).image
        let cyan = try #require(PaintedPictures.colours["cyan"])
        // 60 × 90 at the corner.
        #expect(image[258, 1] == cyan && image[172, 57] == cyan)
        #expect(image[168, 57] == PaintedPictures.grey && image[258, 62] == PaintedPictures.grey)
    }

    @Test("Given an affine of half the scale, when a sample is made, then it is about the middle")
    func scale() throws {
        let size = PaintedPictures.rows[0].size
        let half = Affine(scale: 0.5...0.5, translate: 0)
        let box = try #require(
            try sample(half, row: 0, size: size).boxes.first { $0.className == "red" }?.box)
        #expect(box == Box(left: 100, top: 90, right: 145, bottom: 115))
    }

    @Test("Given a shift, when samples are made, then they stay within it on both sides")
    func shift() throws {
        let size = PaintedPictures.rows[0].size
        let shifts = try (0..<40 as Range<UInt64>).map { seed in
            let sample = try sample(
                Affine(scale: 1...1, translate: 0.1), row: 0, size: size, seed: seed)
            return try #require(sample.boxes.first { $0.className == "red" }).box.left - 40
        }
        #expect(shifts.allSatisfy { abs($0) <= 32 })
        #expect(shifts.contains { $0 < -16 } && shifts.contains { $0 > 16 })
    }

    @Test("Given a share of the area, when a crop is drawn, then so much of the picture is seen")
    func cropArea() throws {
        let whole = BoxLabel(
            Box(left: 0, top: 0, right: 200, bottom: 100), className: "all", origin: "test")
        let crop = RandomResizedCrop(area: 0.25...0.25, aspect: 0.8...1.2)
        for seed in 0..<10 as Range<UInt64> {
            for (share, isSeen) in [(0.24, true), (0.26, false)] {
                var picture = AugmentedPicture(
                    PixelImage(size: ImageSize(width: 200, height: 100)), boxes: [whole],
                    limits: BoxLimits(visibleShare: share))
                var context = AugmentationContext(
                    random: SeededRandom(seed: seed), size: ImageSize(width: 64, height: 64),
                    fit: .stretch, padding: .black, partner: { _ in picture })
                try crop.apply(to: &picture, &context)
                #expect(picture.boxes.count == (isSeen ? 1 : 0))
                #expect(picture.width == 64 && picture.height == 64)
            }
        }
    }

    @Test("Given a mosaic about the middle, when a sample is made, then each quarter is one row's")
    func mosaicQuarters() throws {
        let pictures = EvenPictures(levels: [10, 60, 110, 160, 210])
        let source = pictures.source(
            AugmentationPipeline(
                size: ImageSize(width: 96, height: 80),
                augmentations: [Mosaic(centre: 0.5...0.5)]))
        let sample = try source.sample(SampleRequest(row: 3, seed: 9))
        let quarters = [(47, 39), (48, 39), (47, 40), (48, 40)]
        for (row, (x, y)) in zip(sample.rows, quarters) {
            #expect(sample.image[x, y] == Pixel(grey: pictures.levels[row]))
        }
        #expect(sample.rows[0] == 3 && Set(sample.rows).count > 1)
    }

    @Test("Given two boxes, when a mix is drawn, then the crop lies between them")
    func boxMix() throws {
        let boxes = [
            Box(left: 10, top: 10, right: 50, bottom: 40),
            Box(left: 30, top: 40, right: 110, bottom: 90),
        ]
        let jitter = BoxJitter(mix: 1, margin: 0...0, shift: 0)
        var widths: Set<Double> = []
        for seed in 0..<20 as Range<UInt64> {
            var picture = AugmentedPicture(
                PixelImage(size: ImageSize(width: 120, height: 100)),
                boxes: boxes.map { BoxLabel($0, className: "fin", origin: "test") })
            var context = AugmentationContext(
                random: SeededRandom(seed: seed), size: ImageSize(width: 64, height: 64),
                fit: .stretch, padding: .black, partner: { _ in picture })
            try jitter.apply(to: &picture, &context)
            // One share of the second box gives all edges.
            let share = (picture.width - 40) / 40
            #expect((0...1).contains(share))
            #expect(abs(picture.height - (30 + 20 * share)) < 1e-9)
            widths.insert(picture.width)
        }
        #expect(widths.count == 20)
    }
}

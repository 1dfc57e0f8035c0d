import Imaging
import Testing

@testable import Datasets

/// What moves points, and how often it is tried.
struct GeometricCase: Sendable, CustomTestStringConvertible {
    let name: String
    let augmentations: [any Augmentation]
    var fit = SampleFit.stretch
    var testDescription: String { name }

    /// Whether boxes do not stay parallel to the edges.
    var turns: Bool {
        augmentations.contains {
            $0 is Rotation || ($0 as? Affine).map { $0.shear != 0...0 } == true
        }
    }

    static let all = [
        GeometricCase(name: "nothing", augmentations: []),
        GeometricCase(name: "nothing, letterboxed", augmentations: [], fit: .letterbox),
        GeometricCase(name: "flip", augmentations: [HorizontalFlip(probability: 1)]),
        GeometricCase(
            name: "rotation", augmentations: [Rotation(degrees: -180...180, probability: 1)],
            fit: .letterbox),
        GeometricCase(
            name: "affine",
            augmentations: [
                Affine(scale: 0.5...1.6, degrees: -40...40, shear: -15...15, translate: 0.2)
            ]),
        GeometricCase(name: "crop", augmentations: [RandomResizedCrop(area: 0.2...1)]),
        GeometricCase(
            name: "box crop", augmentations: [BoxCrop(margin: 0.3)], fit: .letterbox),
        GeometricCase(
            name: "box jitter", augmentations: [BoxJitter(margin: -0.2...0.5, shift: 0.3)]),
        GeometricCase(name: "letterbox", augmentations: [Letterbox()]),
        GeometricCase(name: "mosaic", augmentations: [Mosaic()]),
        GeometricCase(
            name: "mosaic of turned crops",
            augmentations: [
                RandomResizedCrop(area: 0.4...0.9), Rotation(degrees: -30...30, probability: 1),
                Mosaic(centre: 0.3...0.7),
            ]),
        GeometricCase(
            name: "yolov5's",
            augmentations: [
                Mosaic(), Letterbox(), Affine(scale: 0.5...1.5, translate: 0.1), HorizontalFlip(),
            ]),
        GeometricCase(
            name: "drawn half way",
            augmentations: [
                Rotation(degrees: -30...30, probability: 1),
                GaussianBlur(deviation: 0.3...0.3, probability: 1), HorizontalFlip(),
                RandomResizedCrop(area: 0.3...0.8),
            ]),
        GeometricCase(
            name: "all",
            augmentations: [
                BoxJitter(margin: 0...0.5, probability: 0.5), HorizontalFlip(),
                Rotation(degrees: -60...60), Affine(shear: -10...10),
                RandomResizedCrop(area: 0.5...1, probability: 0.5),
            ], fit: .letterbox),
    ]
}

@Suite struct PaintedBoxTests {
    @Test(
        "Given painted boxes, when the picture is augmented, then boxes are where the paint is",
        arguments: GeometricCase.all)
    func boxesFollow(_ geometric: GeometricCase) throws {
        // Without limits every box must be there, however little of it is seen.
        let source = PaintedPictures.source(
            AugmentationPipeline(
                size: ImageSize(width: 200, height: 160), fit: geometric.fit,
                padding: PaintedPictures.grey,
                boxLimits: BoxLimits(visibleShare: 0, shortestEdge: 0),
                augmentations: geometric.augmentations))
        var compared = 0
        for seed in 0..<10 as Range<UInt64> {
            let sample = try source.sample(SampleRequest(row: Int(seed % 3), seed: seed))
            #expect(sample.image.size == ImageSize(width: 200, height: 160))
            for (name, colour) in PaintedPictures.colours {
                // A mosaic may hold a photograph twice. Slivers have no pixel that is half covered.
                let boxes = sample.boxes.filter { $0.className == name }.map(\.box)
                let thick = boxes.filter { min($0.width, $0.height) >= 4 }
                guard let painted = boxAround(colour, in: sample.image) else {
                    #expect(thick.isEmpty, "seed \(seed): \(name) at \(thick) is not to be seen")
                    continue
                }
                let outer = try #require(
                    union(boxes), "seed \(seed): \(name) at \(painted) has no box")
                #expect(
                    edges(of: painted, inside: outer).allSatisfy { $0 >= -1 },
                    "seed \(seed): \(name) at \(painted) leaves \(outer)")
                guard let inner = union(thick) else { continue }
                compared += 1
                // A sharp corner's tip has no pixel that is half covered either.
                let slack = geometric.turns ? 12.0 : 1.5
                #expect(
                    edges(of: painted, inside: inner).allSatisfy { $0 <= slack },
                    "seed \(seed): \(name) at \(painted) is much less than \(inner)")
            }
        }
        #expect(compared >= 8, "too little was seen to compare")
    }

    private func union(_ boxes: [Box]) -> Box? {
        boxes.dropFirst().reduce(boxes.first) { $0?.union($1) }
    }

    /// How far each edge of a box lies inside of another one's.
    private func edges(of inner: Box, inside outer: Box) -> [Double] {
        [
            inner.left - outer.left, inner.top - outer.top, outer.right - inner.right,
            outer.bottom - inner.bottom,
        ]
    }

    @Test("Given a box that leaves the picture, when too little is left, then it is dropped")
    func visibleShare() {
        let image = PixelImage(size: ImageSize(width: 100, height: 100))
        let label = BoxLabel(
            Box(left: 0, top: 0, right: 40, bottom: 40), className: "fin", origin: "test")
        func boxes(_ shift: Double, _ limits: BoxLimits) -> [Box] {
            var picture = AugmentedPicture(image, boxes: [label], limits: limits)
            picture.move(.translation(x: -shift, y: 0))
            return picture.boxes.map(\.box)
        }
        let limits = BoxLimits(visibleShare: 0.25, shortestEdge: 2)
        #expect(boxes(29, limits) == [Box(left: 0, top: 0, right: 11, bottom: 40)])
        #expect(boxes(31, limits).isEmpty)
        let slivers = BoxLimits(visibleShare: 0, shortestEdge: 2)
        #expect(boxes(37.5, slivers).count == 1)
        #expect(boxes(38.5, slivers).isEmpty)
        #expect(boxes(45, BoxLimits(visibleShare: 0, shortestEdge: 0)).isEmpty)
    }

    @Test(
        "Given a box cut before and after a drawing, when its share is judged, then both cuts count"
    )
    func shareOutlivesDrawing() {
        var picture = AugmentedPicture(
            PixelImage(size: ImageSize(width: 100, height: 100)),
            boxes: [
                BoxLabel(
                    Box(left: 0, top: 0, right: 40, bottom: 40), className: "fin", origin: "test")
            ], limits: BoxLimits(visibleShare: 0.3, shortestEdge: 0))
        picture.move(.translation(x: -20, y: 0))
        _ = picture.draw(padding: .black)
        #expect(picture.boxes.map(\.box) == [Box(left: 0, top: 0, right: 20, bottom: 40)])
        picture.move(.translation(x: 0, y: -20))
        #expect(picture.boxes.isEmpty)
    }

    @Test("Given turns that cancel, when the box is asked for, then it has not grown")
    func turnsThatCancel() throws {
        let box = Box(left: 30, top: 20, right: 70, bottom: 50)
        var picture = AugmentedPicture(
            PixelImage(size: ImageSize(width: 100, height: 80)),
            boxes: [BoxLabel(box, className: "fin", origin: "test")])
        for degrees in [10.0, 25, -35] { picture.moveAboutCentre(.rotation(degrees: degrees)) }
        let found = try #require(picture.boxes.first?.box)
        #expect(abs(found.left - 30) < 1e-9 && abs(found.bottom - 50) < 1e-9)
        #expect(abs(found.right - 70) < 1e-9 && abs(found.top - 20) < 1e-9)
    }

    @Test("Given a box that a turn half uncovers, when a crop comes first, then it comes back")
    func nothingIsLostEarly() {
        let image = PixelImage(size: ImageSize(width: 100, height: 100), filledWith: .white)
        var picture = AugmentedPicture(image)
        picture.show(Box(left: 25, top: 25, right: 75, bottom: 75))
        picture.moveAboutCentre(.rotation(degrees: 45))
        let corner = picture.drawn(padding: .black)[0, 0]
        #expect(corner == .white)
    }
}

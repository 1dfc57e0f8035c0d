import Imaging
import Testing

@testable import Datasets

@Suite struct PipelineConfigurationTests {
    private func read(_ yaml: String) throws -> AugmentationPipeline {
        try AugmentationPipeline(yaml: yaml, path: "augment.yaml")
    }

    @Test("Given a size from outside, the file need not say one, and is not asked")
    func givenSizes() throws {
        let size = ImageSize(width: 48, height: 32)
        for yaml in ["augmentations: [horizontal_flip]", "size: 320\naugmentations: []"] {
            let pipeline = try AugmentationPipeline(yaml: yaml, path: "augment.yaml", size: size)
            #expect(pipeline.size == size)
        }
        #expect(throws: DatasetError.self) { try read("augmentations: []") }
    }

    @Test("Given YAML, when it is read, then values are its own and others have their defaults")
    func values() throws {
        let pipeline = try read(
            """
            size: [320, 240]
            fit: letterbox
            padding: [1, 2, 3]
            boxes: { visible_share: 0.5, shortest_edge: 7 }
            augmentations:
              - rotation: { degrees: [-3, 4.5], probability: 0.25 }
              - horizontal_flip
              - random_erasing:
                  fill: mean
                  area: 0.125
              - cutout: { count: 2, colour: 9 }
            """)
        #expect(pipeline.size == ImageSize(width: 320, height: 240))
        #expect(pipeline.fit == .letterbox)
        #expect(pipeline.padding == Pixel(red: 1, green: 2, blue: 3))
        #expect(pipeline.boxLimits == BoxLimits(visibleShare: 0.5, shortestEdge: 7))
        #expect(pipeline.augmentations.count == 4)
        let rotation = try #require(pipeline.augmentations[0] as? Rotation)
        #expect(rotation.degrees == -3...4.5 && rotation.probability == 0.25)
        #expect((pipeline.augmentations[1] as? HorizontalFlip)?.probability == 0.5)
        let erasing = try #require(pipeline.augmentations[2] as? RandomErasing)
        #expect(erasing.fill == .mean && erasing.area == 0.125...0.125)
        #expect(erasing.probability == 0.25)
        let cutout = try #require(pipeline.augmentations[3] as? Cutout)
        #expect(cutout.count == 2 && cutout.colour == Pixel(grey: 9) && cutout.size == 0.125)
        #expect(try read("size: 64").size == ImageSize(width: 64, height: 64))
        #expect(try read("size: 64\naugmentations:").augmentations.isEmpty)
    }

    @Test(
        "Given YAML that is wrong, when it is read, then the error names line, expected and found",
        arguments: [
            ("", "augment.yaml: expected keys and values, found nothing"),
            ("- 1", "augment.yaml:1: expected keys and values"),
            (
                "fit: stretch",
                "augment.yaml:1: expected size, 1 to 16384 pixels, as one number or [width, height], "
                    + "found none"
            ),
            (
                "size: [1, 2, 3]",
                "augment.yaml:1: expected size to be 1 to 16384 pixels, as one number or "
                    + "[width, height], found ['1', '2', '3']"
            ),
            (
                "size: 9\nfit: squeeze",
                "augment.yaml:2: expected fit to be one of stretch, letterbox, found 'squeeze'"
            ),
            (
                "size: 9\npading: 3",
                "augment.yaml:2: found the unknown key 'pading'; "
                    + "expected size, fit, padding, boxes, augmentations"
            ),
            (
                "size: 9\npadding: [0, 256, 0]",
                "augment.yaml:2: expected padding to be a colour such as [114, 114, 114], "
                    + "found ['0', '256', '0']"
            ),
            (
                "size: 9\nboxes: { share: 1 }",
                "augment.yaml:2: found the unknown key 'boxes.share'; "
                    + "expected visible_share, shortest_edge"
            ),
            (
                "size: 9\naugmentations:\n  - rotation: { degrees: [10, -10] }",
                "augment.yaml:3: expected rotation.degrees to be [from, to] or one number, "
                    + "from -180 to 180, found ['10', '-10']"
            ),
            (
                "size: 9\naugmentations:\n  - rotation:\n      probability: 1.5",
                "augment.yaml:4: expected rotation.probability to be a number from 0 to 1, found '1.5'"
            ),
            (
                "size: 9\naugmentations:\n  - rotation:\n      degrees: .nan",
                "augment.yaml:4: expected rotation.degrees to be [from, to] or one number, "
                    + "from -180 to 180, found '.nan'"
            ),
            (
                "size: 9\naugmentations:\n  - rotation:\n      degree: 1",
                "augment.yaml:4: found the unknown key 'rotation.degree'; "
                    + "expected probability, degrees"
            ),
            (
                "size: 9\naugmentations:\n  - cutout: { count: 1.5 }",
                "augment.yaml:3: expected cutout.count to be a whole number from 1 to 1000, "
                    + "found '1.5'"
            ),
            (
                "size: 9\naugmentations:\n  - mosaic\n  - mosaic",
                "augment.yaml:4: mosaic stands there twice, so that samples would be mixed of mixed "
                    + "ones; leave one of them out"
            ),
            (
                "size: 9\naugmentations:\n  - {rotation: 1, mixup: 2}",
                "augment.yaml:3: expected one name with its settings in each entry of 'augmentations'"
            ),
            (
                "size: 9\naugmentations:\n  - rotation: 12",
                "augment.yaml:3: expected keys and values under 'rotation'"
            ),
            (
                "size: 9\naugmentations: all",
                "augment.yaml:2: expected augmentations to be a list, found 'all'"
            ),
        ])
    func faults(yaml: String, message: String) {
        let error = #expect(throws: DatasetError.self) { try read(yaml) }
        #expect(error?.description == message)
    }

    @Test("Given lists that aliases make endless, when one is refused, then the error is short")
    func aliases() {
        let names = ["a", "b", "c", "d", "e", "f", "g", "h", "i"]
        let lists = zip(names, names.dropFirst()).map { name, next in
            "\(next): &\(next) [" + Array(repeating: "*\(name)", count: 10).joined(separator: ", ")
                + "]\n"
        }
        let error = #expect(throws: DatasetError.self) {
            try read("a: &a [x, x]\n" + lists.joined() + "size: *i")
        }
        #expect((error?.description.count ?? .max) < 200)
    }

    @Test(
        "Given an unknown augmentation, when it is read, then the error lists those that there are")
    func unknownAugmentation() {
        let error = #expect(throws: DatasetError.self) {
            try read("size: 9\naugmentations:\n  - rotate")
        }
        let text = error?.description ?? ""
        #expect(
            text.hasPrefix(
                "augment.yaml:3: found the unknown augmentation 'rotate'; expected one of "))
        for type in AugmentationPipeline.known { #expect(text.contains(type.key)) }
    }

    @Test(
        "Given broken YAML and a missing file, when they are read, then errors say which is which")
    func noYAML() {
        let error = #expect(throws: DatasetError.self) { try read("size: [1") }
        #expect(error?.description.contains("no YAML") == true && error?.line != nil)
        let missing = #expect(throws: DatasetError.self) {
            try AugmentationPipeline(contentsOf: "/no/such/augment.yaml")
        }
        #expect(missing?.kind == .missing)
    }

    @Test("Given the reference pipeline's preset, when it is read, then its values are the list's")
    func happywhale() throws {
        let list = AugmentationPreset.happywhale.pipeline().augmentations
        func find<Kind: Augmentation>(_ type: Kind.Type) throws -> Kind {
            try #require(list.compactMap { $0 as? Kind }.first)
        }
        let colours = try find(HueSaturationValue.self)
        #expect(colours.hue == -0.2...0.2 && colours.saturation == 0.7...1.3)
        #expect(colours.value == 0.8...1.2)
        #expect(try find(Contrast.self).factor == 0.8...1.2)
        #expect(try find(Brightness.self).delta == -0.2...0.2)
        let rotation = try find(Rotation.self)
        #expect(rotation.degrees == -25...25 && rotation.probability == 0.5)
        let cutout = try find(Cutout.self)
        #expect(cutout.count == 6 && cutout.size == 0.125)
        #expect(try find(HorizontalFlip.self).probability == 0.5)
        _ = try find(Greyscale.self)
        _ = try find(BoxJitter.self)
    }

    @Test(
        "Given the presets, when they are read, then each has a size, and detectors' are letterboxed"
    )
    func presets() {
        for preset in AugmentationPreset.allCases {
            let pipeline = preset.pipeline(size: ImageSize(width: 33, height: 44))
            #expect(pipeline.size == ImageSize(width: 33, height: 44))
            #expect(pipeline.augmentations.isEmpty == (preset == .none))
            #expect((pipeline.fit == .letterbox) == (preset == .yolov5))
            #expect(preset.yaml.hasSuffix("\n"))
        }
    }
}

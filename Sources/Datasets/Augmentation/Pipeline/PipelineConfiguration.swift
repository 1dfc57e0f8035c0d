import Imaging

extension AugmentationPipeline {
    /// All augmentations that YAML can name.
    public static let known: [any Augmentation.Type] = [
        HorizontalFlip.self, Rotation.self, Affine.self, RandomResizedCrop.self, BoxCrop.self,
        BoxJitter.self, Letterbox.self, HueSaturationValue.self, Contrast.self, Brightness.self,
        Greyscale.self, ChannelGains.self, HSVGains.self, GaussianBlur.self, MotionBlur.self,
        JPEGArtefacts.self, Cutout.self, RandomErasing.self, Mixup.self, Mosaic.self,
    ]

    /// Reads a pipeline from a YAML file; `docs/augmentation.md` tells its keys.
    ///
    /// - Throws: `DatasetError` with the line where a key is not known, or a value is not what it can be.
    public init(contentsOf path: String) throws {
        try self.init(yaml: try DatasetSource.text(of: path), path: path)
    }

    /// Reads a pipeline from YAML.
    ///
    /// - Parameters:
    ///   - path: What errors name.
    ///   - size: The size of the samples, whatever the text says; where it is absent, the text must say it.
    /// - Throws: `DatasetError` with the line where a key is not known, or a value is not what it can be.
    public init(yaml text: String, path: String, size: ImageSize? = nil) throws {
        var settings = try YAMLSettings(yaml: text, path: path)
        try self.init(&settings, size: size)
        try settings.finish()
    }

    /// Reads a pipeline from settings, as a part of larger ones.
    ///
    /// - Parameter given: The size of the samples, whatever the settings say.
    /// - Throws: `DatasetError` with the line where a key is not known, or a value is not what it can be.
    public init(_ settings: inout YAMLSettings, size given: ImageSize? = nil) throws {
        let found = try settings.size("size", default: given, within: 1...16_384)
        let size = given ?? found
        let fit = try settings.choice("fit", default: SampleFit.stretch)
        let padding = try settings.colour("padding", default: Pixel(grey: 114))
        var limits = BoxLimits()
        if var boxes = try settings.settings("boxes") {
            limits.visibleShare = try boxes.number(
                "visible_share", default: limits.visibleShare, within: 0...1)
            limits.shortestEdge = try boxes.number(
                "shortest_edge", default: limits.shortestEdge, within: 0...1_000)
            try boxes.finish()
        }
        var augmentations: [any Augmentation] = []
        for var entry in try settings.list("augmentations") {
            guard let type = Self.known.first(where: { $0.key == entry.name }) else {
                throw entry.fault(
                    "found the unknown augmentation \(quoted(entry.name))",
                    advice: "expected one of " + Self.known.map { $0.key }.joined(separator: ", "))
            }
            let augmentation = try type.init(&entry)
            try entry.finish()
            let isMixing = type == Mosaic.self || type == Mixup.self
            if isMixing, augmentations.contains(where: { Swift.type(of: $0) == type }) {
                throw entry.fault(
                    "\(entry.name) stands there twice, so that samples would be mixed of mixed ones",
                    advice: "leave one of them out")
            }
            augmentations.append(augmentation)
        }
        self.init(
            size: size, fit: fit, padding: padding, boxLimits: limits, augmentations: augmentations)
    }
}

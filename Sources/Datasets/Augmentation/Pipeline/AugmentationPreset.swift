import Imaging

/// Pipelines to start from.
public enum AugmentationPreset: String, Sendable, CaseIterable {
    /// For telling individuals apart, strong: the list of the reference pipeline.
    case happywhale
    /// For telling individuals apart, gentle.
    case mild
    /// For detectors: mosaics, as YOLOv5 is trained.
    case yolov5
    /// Nothing but the size: what evaluation uses.
    case none

    /// The pipeline, of its own size unless another one is given.
    public func pipeline(size: ImageSize? = nil) -> AugmentationPipeline {
        do {
            var pipeline = try AugmentationPipeline(yaml: yaml, path: "the preset \(rawValue)")
            if let size { pipeline.size = size }
            return pipeline
        } catch {
            preconditionFailure("a preset is valid: \(error)")
        }
    }

    /// The pipeline's YAML, every value with a comment.
    public var yaml: String {
        switch self {
        case .happywhale: Self.happywhaleYAML
        case .mild: Self.mildYAML
        case .yolov5: Self.yolov5YAML
        case .none: Self.noneYAML
        }
    }

    /// What stands at the top of each.
    private static func head(
        size: Int, fit: SampleFit, padding: Pixel = Pixel(grey: 114)
    ) -> String {
        """
        size: [\(size), \(size)]            # width and height of the samples, in pixels
        \("fit: \(fit.rawValue)".padded)# stretch, or letterbox to keep the aspect ratio
        padding: [\(padding.red), \(padding.green), \(padding.blue)]    # red, green, blue where no photograph is
        boxes:
          visible_share: 0.2        # a box of which less is seen is left out
          shortest_edge: 2          # pixels; a narrower box is left out


        """
    }

    private static let noneYAML =
        "# Nothing but the size: what evaluation uses.\n" + head(size: 224, fit: .stretch)
        + "augmentations: []           # none\n"

    private static let happywhaleYAML =
        """
        # For telling individuals apart, strong: the list of the reference pipeline.

        """ + head(size: 224, fit: .stretch) + """
            # Each is applied with its probability, in this order; [a, b] is a range to draw from, evenly.
            augmentations:
              - box_jitter:             # the crop is drawn from the photograph's boxes; without boxes all is kept
                  probability: 1
                  mix: 0.5              # how often a random mix of all boxes in place of one of them
                  margin: [0, 0.2]      # added on each side, as a share of the box
                  shift: 0.05           # either way, as a share of the box
              - horizontal_flip:        # 0 where marks on the flanks tell animals apart: left and right differ
                  probability: 0.5
              - rotation:
                  probability: 0.5
                  degrees: [-25, 25]    # clockwise
              - hue_saturation_value:   # in YIQ
                  probability: 1
                  hue: [-0.2, 0.2]      # radians
                  saturation: [0.7, 1.3]  # factor
                  value: [0.8, 1.2]     # factor
              - contrast:
                  probability: 1
                  factor: [0.8, 1.2]    # of distances from the mean colour
              - brightness:
                  probability: 1
                  delta: [-0.2, 0.2]    # added, as a share of the whole range
              - greyscale:
                  probability: 0.1
              - cutout:
                  probability: 0.5
                  count: 6              # squares
                  size: 0.125           # their edge, as a share of the sample's shorter one
                  colour: [0, 0, 0]

            """

    private static let mildYAML =
        """
        # For telling individuals apart, gentle: a little of everything, for few photographs or fine marks.

        """ + head(size: 224, fit: .stretch) + """
            # Each is applied with its probability, in this order; [a, b] is a range to draw from, evenly.
            augmentations:
              - affine:
                  probability: 1
                  scale: [0.95, 1.05]
                  degrees: [-8, 8]      # clockwise
                  shear: [-4, 4]        # degrees, of columns and of rows
                  translate: 0.03       # either way, as a share of the picture
              - random_resized_crop:
                  probability: 1
                  area: [0.75, 1]       # share of the picture
                  aspect: [0.85, 1.18]  # times the picture's own
              - hue_saturation_value:   # in YIQ
                  probability: 0.8
                  hue: [-0.1, 0.1]      # radians
                  saturation: [0.8, 1.2]  # factor
                  value: [0.9, 1.1]     # factor
              - contrast:
                  probability: 0.8
                  factor: [0.9, 1.1]    # of distances from the mean colour
              - brightness:
                  probability: 0.8
                  delta: [-0.1, 0.1]    # added, as a share of the whole range
              - random_erasing:
                  probability: 0.25
                  area: [0.02, 0.15]    # share of the sample
                  aspect: [0.3, 3.3]    # width over height
                  fill: noise           # noise, colour or mean

            """

    private static let yolov5YAML =
        """
        # For detectors: mosaics, as YOLOv5 is trained.

        """ + head(size: 640, fit: .letterbox) + """
            # Each is applied with its probability, in this order; [a, b] is a range to draw from, evenly.
            augmentations:
              - mosaic:                 # four photographs about a random point
                  probability: 1
                  centre: [0, 1]        # where the point may lie, as a share of width and of height
              - letterbox:              # where there was no mosaic
                  probability: 1
              - affine:
                  probability: 1
                  scale: [0.5, 1.5]
                  degrees: [0, 0]       # clockwise
                  shear: [0, 0]         # degrees, of columns and of rows
                  translate: 0.1        # either way, as a share of the picture
              - horizontal_flip:
                  probability: 0.5
              - hsv_gains:              # in HSV
                  probability: 1
                  hue: 0.015            # either way, as a share of the whole turn
                  saturation: 0.7       # how far the factor may lie from 1
                  value: 0.4            # how far the factor may lie from 1

            """
}

extension String {
    /// As wide as what stands before the comments.
    fileprivate var padded: String { self + String(repeating: " ", count: max(1, 28 - count)) }
}

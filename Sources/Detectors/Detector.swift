import Datasets
import Torch
import TorchNN

/// A YOLOv5 at work: pixels in, boxes out.
public struct Detector {
    /// How the network is run.
    public struct Options: Sendable {
        /// Which boxes are kept.
        public var thresholds = DetectionThresholds()
        /// Whether each picture is looked at three times: as it is, mirrored and smaller, and smaller still.
        public var augmentsTests = false
        /// Whether convolutions are computed in bfloat16.
        public var isReduced = false

        /// The usual way.
        public init() {}
    }

    /// What pictures are brought to for a look.
    private struct View {
        let scale: Double
        let isMirrored: Bool
    }

    private static let plainViews = [View(scale: 1, isMirrored: false)]
    private static let augmentedViews = [
        View(scale: 1, isMirrored: false), View(scale: 0.83, isMirrored: true),
        View(scale: 0.67, isMirrored: false),
    ]

    private let network: YOLOv5
    private let device: Device
    private let options: Options
    private let suppression: NonMaximumSuppression

    /// A detector with the present weights of a network, which must not be folded yet, on a device.
    public init(_ network: YOLOv5, device: Device = .cpu, options: Options = Options()) {
        self.network = network.folded(white: 255).eval()
            .to(device: device, memoryFormat: .channelsLast)
        self.device = device
        self.options = options
        suppression = NonMaximumSuppression(options.thresholds)
    }

    /// The boxes in pictures, `[N, H, W, 3]` of `uint8`, in their pixels, the most confident first.
    ///
    /// Sides are multiples of 32.
    public func callAsFunction(_ pixels: Tensor) -> [[Detection]] {
        noGrad {
            // Bytes fit bfloat16, but not what is between them.
            let isExact = !options.augmentsTests
            let images = pixels.to(device).permute(0, 3, 1, 2)
                .to(options.isReduced && isExact ? .bfloat16 : .float32)
            var pictures = [[Candidate]](repeating: [], count: pixels.size(0))
            for view in options.augmentsTests ? Self.augmentedViews : Self.plainViews {
                for (picture, found) in candidates(in: images, view).enumerated() {
                    pictures[picture] += found
                }
            }
            return pictures.map(suppression.kept)
        }
    }

    private func candidates(in images: Tensor, _ view: View) -> [[Candidate]] {
        let size = [images.size(2), images.size(3)].map {
            view.scale == 1 ? $0 : roundedToStride(Double($0) * view.scale)
        }
        let seen = view.isMirrored ? images.flip(3) : images
        let scaled = view.scale == 1 ? seen : seen.resized(height: size[0], width: size[1])
        let maps = autocast(on: device, enabled: options.isReduced) { network(scaled) }
        let found = network.head.candidates(in: maps, options.thresholds)
        guard view.scale != 1 || view.isMirrored else { return found }
        let (across, down) = (
            Float(images.size(3)) / Float(size[1]), Float(images.size(2)) / Float(size[0])
        )
        return found.map { candidates in
            candidates.map {
                var candidate = $0.scaled(across, down)
                if view.isMirrored { candidate.mirror(width: Float(images.size(3))) }
                return candidate
            }
        }
    }

    private func roundedToStride(_ length: Double) -> Int {
        let stride = YOLOv5.strides[2]
        return max(stride, Int((length / Double(stride)).rounded(.up)) * stride)
    }
}

extension YOLOv5 {
    /// What the network takes of pictures, `[N, H, W, 3]` of `uint8`: `[N, 3, H, W]` from 0 to 1.
    public static func images(of pixels: Tensor) -> Tensor {
        pixels.permute(0, 3, 1, 2).to(.float32) / 255
    }
}

extension Candidate {
    fileprivate func scaled(_ across: Float, _ down: Float) -> Candidate {
        var scaled = self
        (scaled.left, scaled.right) = (left * across, right * across)
        (scaled.top, scaled.bottom) = (top * down, bottom * down)
        return scaled
    }

    fileprivate mutating func mirror(width: Float) {
        (left, right) = (width - right, width - left)
    }
}

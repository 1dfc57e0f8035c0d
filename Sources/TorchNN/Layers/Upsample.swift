import Torch

/// An image made larger, `[N, C, H, W]` to `[N, C, H · scale, W · scale]`.
public final class Upsample: Module, Layer {
    /// How new pixels follow from old ones.
    public enum Interpolation: Sendable {
        /// The nearest pixel's value.
        case nearest
        /// Between the four neighbours; pixels are areas, whose corners are not aligned.
        case bilinear
    }

    private let scale: Double
    private let interpolation: Interpolation

    /// A layer that scales height and width.
    public init(scale: Double, interpolation: Interpolation = .nearest) {
        self.scale = scale
        self.interpolation = interpolation
    }

    /// `[N, C, H, W]` to `[N, C, H · scale, W · scale]`.
    public func callAsFunction(_ input: Tensor) -> Tensor {
        switch interpolation {
        case .nearest:
            Operator.nearest(.tensor(input), .none, .doubles([scale, scale]))
        case .bilinear:
            Operator.bilinear(.tensor(input), .none, .bool(false), .doubles([scale, scale]))
        }
    }
}

extension Tensor {
    /// Images of another size, `[N, C, H, W]` to `[N, C, height, width]`, bilinearly between the four neighbours.
    public func resized(height: Int, width: Int) -> Tensor {
        Operator.bilinear(.tensor(self), .ints([height, width]), .bool(false), .none)
    }
}

extension Operator {
    fileprivate static let nearest = Operator("aten::upsample_nearest2d", "vec")
    fileprivate static let bilinear = Operator("aten::upsample_bilinear2d", "vec")
}

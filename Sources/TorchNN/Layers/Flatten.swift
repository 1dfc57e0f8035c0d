import Torch

/// All dimensions from one on as one, `[N, C, H, W]` to `[N, C · H · W]`.
public final class Flatten: Module, Layer {
    private let start: Int

    /// Flattens the dimensions from `start` on.
    public init(from start: Int = 1) {
        self.start = start
    }

    /// `[N, C, H, W]` to `[N, C · H · W]`.
    public func callAsFunction(_ input: Tensor) -> Tensor { input.flatten(start) }
}

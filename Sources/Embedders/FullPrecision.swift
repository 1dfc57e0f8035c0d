import Torch

/// Runs `body` without autocast's shorter numbers.
func inFullPrecision<Result>(on device: Device, _ body: () throws -> Result) rethrows -> Result {
    try autocast(on: device, enabled: false, body)
}

extension Tensor {
    /// The tensor as `float32` where its numbers are shorter.
    func widened() -> Tensor { dtype == .float64 ? self : to(.float32) }
}

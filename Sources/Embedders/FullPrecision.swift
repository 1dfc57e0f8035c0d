import Torch

/// Runs `body` in `float32`, also inside autocast.
func inFullPrecision<Result>(on device: Device, _ body: () throws -> Result) rethrows -> Result {
    try autocast(on: device, enabled: false, body)
}

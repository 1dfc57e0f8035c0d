import CTorch

/// Runs `body` with matrix products and convolutions in a shorter type, on this thread.
///
/// Operators that need precision, such as losses, stay in `float32`, by libtorch's own lists.
/// Weights stay as they are: they are converted once per outermost call and kept until it ends.
public func autocast<Result>(
    _ dtype: DType = .bfloat16, on device: Device = .cpu, enabled: Bool = true,
    _ body: () throws -> Result
) rethrows -> Result {
    var previous = ctorch_autocast_state()
    guard ctorch_autocast_enter(device.type, enabled, dtype.code, &previous) else {
        stop(TorchError.last)
    }
    defer { ctorch_autocast_leave(device.type, &previous) }
    return try body()
}

/// The element type that ``autocast(_:on:enabled:_:)`` computes in on this thread, `nil` where it is off.
public func autocastType(on device: Device = .cpu) -> DType? {
    let code = ctorch_autocast_dtype(device.type)
    return code < 0 ? nil : DType(code: code)
}

import CTorch

/// A stream of random numbers on one device.
///
/// The same seed gives the same numbers as PyTorch's generator on the same kind of device. Use one
/// generator per thread: it may be called from several, but the order of their draws is then open.
public final class Generator: @unchecked Sendable {
    // Unchecked: libtorch guards a generator's state by a lock of its own.
    let handle: ctorch_generator

    /// Where the numbers are made.
    public let device: Device

    /// A stream of its own.
    public init(seed: UInt64, device: Device = .cpu) {
        guard let handle = ctorch_generator_make(device.type, device.index, seed) else {
            stop(TorchError.last)
        }
        self.handle = handle
        self.device = device
    }

    private init(standardFor device: Device) {
        guard let handle = ctorch_generator_default(device.type, device.index) else {
            stop(TorchError.last)
        }
        self.handle = handle
        self.device = device
    }

    deinit {
        ctorch_generator_release(handle)
    }

    /// The stream that a device's operators draw from when they are given none.
    public static func standard(for device: Device = .cpu) -> Generator {
        Generator(standardFor: device)
    }

    /// Starts the stream anew.
    public func seed(_ seed: UInt64) {
        guard ctorch_generator_seed(handle, seed) else { stop(TorchError.last) }
    }

    /// Where the stream stands, as a `uint8` tensor on the CPU.
    public var state: Tensor {
        result(ctorch_generator_state(handle))
    }

    /// Puts the stream back to where it stood.
    ///
    /// - Throws: `TorchError` where the tensor is not such a state.
    public func restore(_ state: Tensor) throws {
        try check(ctorch_generator_set_state(handle, state.handle))
    }
}

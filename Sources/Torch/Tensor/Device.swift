import CTorch

/// Where a tensor lies and is computed.
public enum Device: Hashable, Sendable, CustomStringConvertible {
    /// The processor and its memory.
    case cpu
    /// An NVIDIA GPU, by its index.
    case cuda(Int)

    /// GPUs that can be used now; 0 in a build without CUDA.
    public static var cudaCount: Int { Int(ctorch_cuda_device_count()) }

    /// The device that a user named: `cpu`, `cuda` or `cuda:1`.
    ///
    /// - Throws: `TorchError` where the name is not a device's, or this machine has no such device.
    public init(_ name: String) throws {
        guard let device = Device(parsing: name) else {
            throw TorchError("'\(name)' is not a device: expected cpu, cuda or cuda:N")
        }
        if let absence = device.absence { throw absence }
        self = device
    }

    /// Why this machine does not have the device, if it does not.
    private var absence: TorchError? {
        guard case .cuda(let index) = self, index >= Device.cudaCount else { return nil }
        return TorchError(
            "device \(self) was asked for, but this build of libtorch sees \(Device.cudaCount) GPUs; "
                + "use cpu, or set LIBTORCH to one with CUDA")
    }

    /// Stops the process where this machine does not have the device.
    func requirePresence() {
        if let absence { stop(absence) }
    }

    private init?(parsing name: String) {
        let parts = name.split(separator: ":", omittingEmptySubsequences: false)
        switch (parts.first, parts.count) {
        case ("cpu", 1): self = .cpu
        case ("cuda", 1): self = .cuda(0)
        case ("cuda", 2):
            guard let index = UInt8(parts[1]) else { return nil }
            self = .cuda(Int(index))
        default: return nil
        }
    }

    /// The device's name as PyTorch writes it.
    public var description: String {
        switch self {
        case .cpu: "cpu"
        case .cuda(let index): "cuda:\(index)"
        }
    }

    /// Waits until the device has done all that it was asked to.
    ///
    /// - Throws: `TorchError` where the device failed at something that it was asked for earlier.
    public func synchronize() throws {
        try check(ctorch_synchronize(type, index))
    }

    /// libtorch's number for the kind of device.
    var type: Int32 {
        switch self {
        case .cpu: ctorch_cpu.rawValue
        case .cuda: ctorch_cuda.rawValue
        }
    }

    /// libtorch's index, -1 where the kind has only one.
    var index: Int32 {
        switch self {
        case .cpu: -1
        case .cuda(let index): Int32(Int8(index))
        }
    }

    init(type: Int32, index: Int32) {
        switch type {
        case ctorch_cpu.rawValue: self = .cpu
        case ctorch_cuda.rawValue: self = .cuda(Int(max(index, 0)))
        default: fatalError("libtorch's device type number \(type) is not supported")
        }
    }
}

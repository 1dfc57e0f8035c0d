/// A tensor that nobody writes any more, so that any number of threads may read it.
public struct FrozenTensor: @unchecked Sendable {
    // Unchecked: the storage is this type's own copy, reading it is safe on any thread, results that
    // could share it cannot leave `read`, and `read` stops the process when its body has written.
    private let tensor: Tensor
    private let version: Int

    /// A copy of the elements, without what was recorded.
    public init(_ tensor: Tensor) {
        self.tensor = tensor.detached().clone()
        version = self.tensor.version
    }

    /// The extent of each dimension.
    public var shape: [Int] { tensor.shape }

    /// The type of the elements.
    public var dtype: DType { tensor.dtype }

    /// A copy that may be written.
    public func thaw() -> sending Tensor { tensor.clone() }

    /// Computes with the elements where they lie; writing to them stops the process.
    ///
    /// The body's tensor must not leave it. A tensor that was computed leaves as a ``FrozenTensor``, a
    /// ``TensorParcel`` or an array.
    public func read<Result: Sendable>(_ body: (Tensor) throws -> Result) rethrows -> Result {
        defer {
            if tensor.version != version { fatalError("a frozen tensor was written to") }
        }
        return try body(tensor.detached())
    }
}

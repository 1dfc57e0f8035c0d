/// A tensor that nobody writes any more, so that any number of threads may read it.
public struct FrozenTensor: @unchecked Sendable {
    // Unchecked: the storage is this type's own copy, reading it is safe on any thread, and `read`
    // stops the process when its body has written.
    private let tensor: Tensor

    /// A copy of the elements, without what was recorded.
    public init(_ tensor: Tensor) {
        self.tensor = tensor.detached().clone()
    }

    /// The extent of each dimension.
    public var shape: [Int] { tensor.shape }

    /// The type of the elements.
    public var dtype: DType { tensor.dtype }

    /// A copy that may be written.
    public func thaw() -> sending Tensor { tensor.clone() }

    /// Computes with the elements where they lie; writing to them stops the process.
    ///
    /// The tensor, and views of it, must not leave `body`.
    public func read<Result>(_ body: (Tensor) throws -> Result) rethrows -> Result {
        let before = tensor.version
        defer { precondition(tensor.version == before, "a frozen tensor was written to") }
        return try body(tensor.detached())
    }
}

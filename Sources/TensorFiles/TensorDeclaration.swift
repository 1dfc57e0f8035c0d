/// A tensor that a writer is going to be given: all that its file's header says of it.
public struct TensorDeclaration: Sendable, Equatable {
    /// The name, as it stands in the file.
    public let name: String
    /// The type of the elements.
    public let dtype: DType
    /// The size of each dimension, outermost first; empty for a scalar.
    public let shape: [Int]

    /// Declares a tensor; no size may be negative, and the elements must fit a 64-bit address space.
    public init(name: String, dtype: DType, shape: [Int]) {
        precondition(shape.allSatisfy { $0 >= 0 }, "a shape has no negative size, found \(shape)")
        let byteCount = shape.reduce(into: (value: dtype.byteCount, overflow: false)) {
            count, size in
            let (product, overflow) = count.value.multipliedReportingOverflow(by: size)
            count = (product, count.overflow || overflow)
        }
        precondition(!byteCount.overflow, "a tensor of shape \(shape) is larger than memory")
        self.name = name
        self.dtype = dtype
        self.shape = shape
    }

    /// Declares a copy of a tensor that lies in a file.
    public init(_ tensor: StoredTensor) {
        self.init(name: tensor.name, dtype: tensor.dtype, shape: tensor.shape)
    }

    /// How many bytes the elements take.
    public var byteCount: Int { shape.reduce(dtype.byteCount, *) }
}

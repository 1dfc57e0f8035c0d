import CTorch

/// An n-dimensional array that records what was computed from it.
///
/// A reference to libtorch's own tensor: two variables may name the same object, and views share
/// memory with what they were taken from, exactly as in PyTorch. A call with operands that do not
/// fit is a programming error and stops the process with libtorch's message; use ``Operator/call(_:)``
/// where a failure should be caught.
///
/// A tensor belongs to one thread at a time and is not `Sendable`: share one that is only read as a
/// ``FrozenTensor``, and hand one over with a ``TensorParcel``.
public final class Tensor {
    /// The one reference that this object owns.
    let handle: ctorch_tensor

    init(owning handle: ctorch_tensor) {
        self.handle = handle
    }

    deinit {
        ctorch_release(handle)
    }
}

@available(*, unavailable, message: "share a FrozenTensor, or hand over a TensorParcel")
extension Tensor: Sendable {}

extension Tensor {
    /// The number of dimensions.
    public var rank: Int { Int(ctorch_rank(handle)) }

    /// The extent of each dimension.
    public var shape: [Int] {
        (0..<ctorch_rank(handle)).map { Int(ctorch_size(handle, $0)) }
    }

    /// The extent of one dimension; a negative one counts from the end.
    public func size(_ dimension: Int) -> Int {
        let rank = self.rank
        let index = dimension < 0 ? dimension + rank : dimension
        precondition(
            (0..<rank).contains(index), "dimension \(dimension) of a tensor of shape \(shape)")
        return Int(ctorch_size(handle, Int32(index)))
    }

    /// The step between neighbours in each dimension, in elements.
    public var strides: [Int] {
        (0..<ctorch_rank(handle)).map { Int(ctorch_stride(handle, $0)) }
    }

    /// The number of elements.
    public var count: Int { Int(ctorch_element_count(handle)) }

    /// The type of the elements.
    public var dtype: DType { DType(code: ctorch_dtype_of(handle)) }

    /// Where the elements lie.
    public var device: Device {
        Device(type: ctorch_device_type_of(handle), index: ctorch_device_index_of(handle))
    }

    /// Whether the elements lie in the order of `memoryFormat` without gaps.
    public func isContiguous(_ memoryFormat: MemoryFormat = .contiguous) -> Bool {
        ctorch_is_contiguous(handle, memoryFormat.rawValue)
    }

    /// Whether both tensors have the same shape and the same strides.
    public func hasLayout(of other: Tensor) -> Bool {
        ctorch_has_layout_of(handle, other.handle)
    }

    /// Whether both tensors see the same memory.
    public func sharesStorage(with other: Tensor) -> Bool {
        ctorch_shares_storage(handle, other.handle)
    }
}

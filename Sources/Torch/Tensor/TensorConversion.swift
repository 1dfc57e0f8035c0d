extension Operator {
    fileprivate static let to = Operator("aten::to", "dtype_layout")
    fileprivate static let contiguous = Operator("aten::contiguous")
    fileprivate static let clone = Operator("aten::clone")
    fileprivate static let copy = Operator("aten::copy_")
    fileprivate static let fill = Operator("aten::fill_", "Scalar")
    fileprivate static let zero = Operator("aten::zero_")
}

extension Tensor {
    /// The tensor on a device, of an element type, in a memory format; itself where it is so already.
    public func to(
        device: Device? = nil, dtype: DType? = nil, memoryFormat: MemoryFormat = .preserve
    ) -> Tensor {
        let isThere =
            (device == nil || device == self.device) && (dtype == nil || dtype == self.dtype)
            && (memoryFormat == .preserve || isContiguous(memoryFormat))
        if isThere { return self }
        if let device { device.requirePresence() }
        return Operator.to(
            .tensor(self), .dtype(dtype ?? self.dtype), .none, .device(device ?? self.device),
            .none, .bool(false), .bool(false), .memoryFormat(memoryFormat))
    }

    /// The tensor, of an element type; itself where it is so already.
    public func to(_ dtype: DType) -> Tensor { to(dtype: dtype) }

    /// The tensor on a device; itself where it is there already.
    public func to(_ device: Device) -> Tensor { to(device: device) }

    /// The tensor without gaps in memory; itself where it is so already.
    public func contiguous(_ memoryFormat: MemoryFormat = .contiguous) -> Tensor {
        if isContiguous(memoryFormat) { return self }
        return Operator.contiguous(.tensor(self), .memoryFormat(memoryFormat))
    }

    /// A copy in memory of its own; gradients flow through it.
    public func clone(memoryFormat: MemoryFormat = .preserve) -> Tensor {
        Operator.clone(.tensor(self), .memoryFormat(memoryFormat))
    }

    /// Writes the elements of `source`, broadcast and converted, into this tensor.
    @discardableResult
    public func copy(from source: Tensor) -> Tensor {
        Operator.copy(.tensor(self), .tensor(source))
    }

    /// Sets every element to a value.
    @discardableResult
    public func fill(_ value: some TensorScalar) -> Tensor {
        Operator.fill(.tensor(self), .scalar(value))
    }

    /// Sets every element to 0.
    @discardableResult
    public func zero() -> Tensor {
        Operator.zero(.tensor(self))
    }
}

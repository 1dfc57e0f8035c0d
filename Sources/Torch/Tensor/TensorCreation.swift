extension Operator {
    fileprivate static let empty = Operator("aten::empty", "memory_format")
    fileprivate static let zeros = Operator("aten::zeros")
    fileprivate static let ones = Operator("aten::ones")
    fileprivate static let full = Operator("aten::full")
    fileprivate static let zerosLike = Operator("aten::zeros_like")
    fileprivate static let onesLike = Operator("aten::ones_like")
    fileprivate static let emptyLike = Operator("aten::empty_like")
    fileprivate static let arange = Operator("aten::arange", "start_step")
    fileprivate static let linspace = Operator("aten::linspace")
    fileprivate static let eye = Operator("aten::eye")
}

extension Tensor {
    /// A tensor whose elements are whatever lay in memory.
    public static func empty(
        _ shape: [Int], dtype: DType = .float32, device: Device = .cpu,
        memoryFormat: MemoryFormat = .contiguous
    ) -> Tensor {
        Operator.empty(
            .ints(shape), .dtype(dtype), .none, .device(device), .none, .memoryFormat(memoryFormat))
    }

    /// Zeros.
    public static func zeros(
        _ shape: [Int], dtype: DType = .float32, device: Device = .cpu
    ) -> Tensor {
        Operator.zeros(.ints(shape), .dtype(dtype), .none, .device(device))
    }

    /// Ones.
    public static func ones(
        _ shape: [Int], dtype: DType = .float32, device: Device = .cpu
    ) -> Tensor {
        Operator.ones(.ints(shape), .dtype(dtype), .none, .device(device))
    }

    /// The same value everywhere.
    public static func full(
        _ shape: [Int], _ value: some TensorScalar, dtype: DType = .float32, device: Device = .cpu
    ) -> Tensor {
        Operator.full(.ints(shape), .scalar(value), .dtype(dtype), .none, .device(device))
    }

    /// Zeros of the shape, element type, device and memory format of `other`.
    public static func zeros(like other: Tensor) -> Tensor { Operator.zerosLike(.tensor(other)) }

    /// Ones of the shape, element type, device and memory format of `other`.
    public static func ones(like other: Tensor) -> Tensor { Operator.onesLike(.tensor(other)) }

    /// An uninitialised tensor of the shape, element type, device and memory format of `other`.
    public static func empty(like other: Tensor) -> Tensor { Operator.emptyLike(.tensor(other)) }

    /// The integers of a range, `[n]`.
    public static func arange(
        _ range: Range<Int>, step: Int = 1, dtype: DType = .int64, device: Device = .cpu
    ) -> Tensor {
        Operator.arange(
            .int(range.lowerBound), .int(range.upperBound), .int(step), .dtype(dtype), .none,
            .device(device))
    }

    /// `count` numbers from `start` to `end`, both included, at equal distances.
    public static func linspace(
        _ start: Double, _ end: Double, count: Int, dtype: DType = .float32, device: Device = .cpu
    ) -> Tensor {
        Operator.linspace(
            .double(start), .double(end), .int(count), .dtype(dtype), .none, .device(device))
    }

    /// The identity matrix, `[size, size]`.
    public static func eye(
        _ size: Int, dtype: DType = .float32, device: Device = .cpu
    ) -> Tensor {
        Operator.eye(.int(size), .dtype(dtype), .none, .device(device))
    }
}

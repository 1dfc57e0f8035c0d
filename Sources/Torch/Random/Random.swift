extension Operator {
    fileprivate static let rand = Operator("aten::rand", "generator")
    fileprivate static let randn = Operator("aten::randn", "generator")
    fileprivate static let randint = Operator("aten::randint", "low_generator")
    fileprivate static let randperm = Operator("aten::randperm", "generator")
    fileprivate static let bernoulli = Operator("aten::bernoulli_", "float")
    fileprivate static let normal = Operator("aten::normal_")
    fileprivate static let uniform = Operator("aten::uniform_")
    fileprivate static let multinomial = Operator("aten::multinomial")
}

/// Random numbers; each draws from `generator`, or from the device's standard one.
extension Tensor {
    /// Numbers from 0 (included) to 1 (excluded), equally likely.
    public static func rand(
        _ shape: [Int], generator: Generator? = nil, dtype: DType = .float32,
        device: Device = .cpu
    ) -> Tensor {
        Operator.rand(
            .ints(shape), .optional(generator), .dtype(dtype), .none, .device(device))
    }

    /// Numbers from the normal distribution with mean 0 and variance 1.
    public static func randn(
        _ shape: [Int], generator: Generator? = nil, dtype: DType = .float32,
        device: Device = .cpu
    ) -> Tensor {
        Operator.randn(
            .ints(shape), .optional(generator), .dtype(dtype), .none, .device(device))
    }

    /// Integers of the range, equally likely.
    public static func randint(
        _ range: Range<Int>, _ shape: [Int], generator: Generator? = nil, dtype: DType = .int64,
        device: Device = .cpu
    ) -> Tensor {
        Operator.randint(
            .int(range.lowerBound), .int(range.upperBound), .ints(shape), .optional(generator),
            .dtype(dtype), .none, .device(device))
    }

    /// The integers from 0 to `count`, excluded, in random order, `[count]`.
    public static func randperm(
        _ count: Int, generator: Generator? = nil, device: Device = .cpu
    ) -> Tensor {
        Operator.randperm(
            .int(count), .optional(generator), .dtype(.int64), .none, .device(device))
    }

    /// Draws `count` indices of a row of weights, `[count]` or `[rows, count]`.
    public func multinomial(
        _ count: Int, replacement: Bool = false, generator: Generator? = nil
    ) -> Tensor {
        Operator.multinomial(
            .tensor(self), .int(count), .bool(replacement), .optional(generator))
    }

    /// Sets each element to 1 with that probability, else to 0.
    @discardableResult
    public func fillBernoulli(probability: Double, generator: Generator? = nil) -> Tensor {
        Operator.bernoulli(.tensor(self), .double(probability), .optional(generator))
    }

    /// Fills the tensor with numbers from a normal distribution.
    @discardableResult
    public func fillNormal(
        mean: Double = 0, standardDeviation: Double = 1, generator: Generator? = nil
    ) -> Tensor {
        Operator.normal(
            .tensor(self), .double(mean), .double(standardDeviation), .optional(generator))
    }

    /// Fills the tensor with numbers of a range, equally likely.
    @discardableResult
    public func fillUniform(
        from low: Double = 0, to high: Double = 1, generator: Generator? = nil
    ) -> Tensor {
        Operator.uniform(.tensor(self), .double(low), .double(high), .optional(generator))
    }
}

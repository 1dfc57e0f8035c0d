extension Operator {
    fileprivate static let sum = Operator("aten::sum", "dim_IntList")
    fileprivate static let sumAll = Operator("aten::sum")
    fileprivate static let mean = Operator("aten::mean", "dim")
    fileprivate static let meanAll = Operator("aten::mean")
    fileprivate static let variance = Operator("aten::var", "correction")
    fileprivate static let standardDeviation = Operator("aten::std", "correction")
    fileprivate static let maximum = Operator("aten::amax")
    fileprivate static let minimum = Operator("aten::amin")
    fileprivate static let argmax = Operator("aten::argmax")
    fileprivate static let argmin = Operator("aten::argmin")
    fileprivate static let logSumExp = Operator("aten::logsumexp")
    fileprivate static let all = Operator("aten::all")
    fileprivate static let any = Operator("aten::any")
    fileprivate static let cumulativeSum = Operator("aten::cumsum")
    fileprivate static let topK = Operator("aten::topk")
    fileprivate static let sort = Operator("aten::sort", "stable")
    fileprivate static let norm = Operator("aten::linalg_vector_norm")
    fileprivate static let countNonzero = Operator("aten::count_nonzero")
}

/// Reductions: over the named dimensions, over all where none is named.
extension Tensor {
    /// The sum.
    public func sum(_ dimensions: Int..., keepDimensions: Bool = false) -> Tensor {
        if dimensions.isEmpty && !keepDimensions { return Operator.sumAll(.tensor(self)) }
        return Operator.sum(.tensor(self), .ints(dimensions), .bool(keepDimensions))
    }

    /// The mean.
    public func mean(_ dimensions: Int..., keepDimensions: Bool = false) -> Tensor {
        if dimensions.isEmpty && !keepDimensions { return Operator.meanAll(.tensor(self)) }
        return Operator.mean(.tensor(self), .ints(dimensions), .bool(keepDimensions))
    }

    /// The variance; `correction` 1 divides by n − 1, 0 by n.
    public func variance(
        _ dimensions: Int..., correction: Int = 1, keepDimensions: Bool = false
    ) -> Tensor {
        Operator.variance(
            .tensor(self), dimensions.isEmpty ? .none : .ints(dimensions), .int(correction),
            .bool(keepDimensions))
    }

    /// The standard deviation; `correction` 1 divides by n − 1, 0 by n.
    public func standardDeviation(
        _ dimensions: Int..., correction: Int = 1, keepDimensions: Bool = false
    ) -> Tensor {
        Operator.standardDeviation(
            .tensor(self), dimensions.isEmpty ? .none : .ints(dimensions), .int(correction),
            .bool(keepDimensions))
    }

    /// The greatest element.
    public func max(_ dimensions: Int..., keepDimensions: Bool = false) -> Tensor {
        Operator.maximum(.tensor(self), .ints(dimensions), .bool(keepDimensions))
    }

    /// The least element.
    public func min(_ dimensions: Int..., keepDimensions: Bool = false) -> Tensor {
        Operator.minimum(.tensor(self), .ints(dimensions), .bool(keepDimensions))
    }

    /// The index of the greatest element, along a dimension or among all.
    public func argmax(_ dimension: Int? = nil, keepDimensions: Bool = false) -> Tensor {
        Operator.argmax(
            .tensor(self), dimension.map { .int($0) } ?? .none, .bool(keepDimensions))
    }

    /// The index of the least element, along a dimension or among all.
    public func argmin(_ dimension: Int? = nil, keepDimensions: Bool = false) -> Tensor {
        Operator.argmin(
            .tensor(self), dimension.map { .int($0) } ?? .none, .bool(keepDimensions))
    }

    /// The logarithm of the sum of e to the elements.
    public func logSumExp(_ dimensions: Int..., keepDimensions: Bool = false) -> Tensor {
        let reduced = dimensions.isEmpty ? Array(0..<rank) : dimensions
        return Operator.logSumExp(.tensor(self), .ints(reduced), .bool(keepDimensions))
    }

    /// The Euclidean norm, or another of order `order`.
    public func norm(
        _ dimensions: Int..., order: Double = 2, keepDimensions: Bool = false
    ) -> Tensor {
        Operator.norm(
            .tensor(self), .double(order), dimensions.isEmpty ? .none : .ints(dimensions),
            .bool(keepDimensions))
    }

    /// Whether all elements are true, or not zero.
    public func all() -> Tensor { Operator.all(.tensor(self)) }

    /// Whether any element is true, or not zero.
    public func any() -> Tensor { Operator.any(.tensor(self)) }

    /// How many elements are not zero.
    public func countNonzero() -> Tensor { Operator.countNonzero(.tensor(self)) }

    /// The sums of all elements up to each one, along a dimension.
    public func cumulativeSum(_ dimension: Int) -> Tensor {
        Operator.cumulativeSum(.tensor(self), .int(dimension))
    }

    /// The `count` greatest elements along a dimension, sorted, with their indices.
    public func topK(
        _ count: Int, dimension: Int = -1, largest: Bool = true
    ) -> (values: Tensor, indices: Tensor) {
        let found = Operator.topK.tensors(
            .tensor(self), .int(count), .int(dimension), .bool(largest), .bool(true))
        return (found[0], found[1])
    }

    /// The elements in order along a dimension, equal ones as they stood, with their indices.
    public func sort(
        _ dimension: Int = -1, descending: Bool = false
    ) -> (values: Tensor, indices: Tensor) {
        let found = Operator.sort.tensors(
            .tensor(self), .bool(true), .int(dimension), .bool(descending))
        return (found[0], found[1])
    }
}

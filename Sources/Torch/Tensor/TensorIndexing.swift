extension Operator {
    fileprivate static let select = Operator("aten::select", "int")
    fileprivate static let slice = Operator("aten::slice", "Tensor")
    fileprivate static let index = Operator("aten::index", "Tensor")
    fileprivate static let indexPut = Operator("aten::index_put_")
    fileprivate static let indexSelect = Operator("aten::index_select")
    fileprivate static let gather = Operator("aten::gather")
    fileprivate static let scatter = Operator("aten::scatter_", "src")
    fileprivate static let scatterAdd = Operator("aten::scatter_add_")
    fileprivate static let maskedSelect = Operator("aten::masked_select")
    fileprivate static let maskedFill = Operator("aten::masked_fill", "Scalar")
    fileprivate static let nonzero = Operator("aten::nonzero")
}

extension Tensor {
    /// Part of the tensor, as PyTorch's subscript gives it.
    ///
    /// Integers and slices give views; tensors of indices and masks give copies. Setting writes in
    /// place, with the new value broadcast.
    public subscript(indices: any TensorIndexConvertible...) -> Tensor {
        get {
            let view = viewed(by: indices.map(\.tensorIndex))
            if view.gathered.isEmpty { return view.tensor }
            return Operator.index(.tensor(view.tensor), .optionalTensors(view.gathered))
        }
        set {
            let view = viewed(by: indices.map(\.tensorIndex))
            let value = newValue.to(device: device, dtype: dtype)
            if view.gathered.isEmpty {
                view.tensor.copy(from: value)
            } else {
                Operator.indexPut.run(
                    .tensor(view.tensor), .optionalTensors(view.gathered), .tensor(value))
            }
        }
    }

    /// Applies integers, slices and new axes as a view, and collects the tensors that are left.
    private func viewed(by indices: [TensorIndex]) -> (tensor: Tensor, gathered: [Tensor?]) {
        var view = self
        var dimension = 0
        var gathered: [Tensor?] = []
        var seen = 0
        for index in indices {
            switch index {
            case .at(let position):
                view = Operator.select(.tensor(view), .int(dimension), .int(position))
            case .slice(let start, let end, let step):
                view = view.slice(dimension, start: start, end: end, step: step)
                dimension += 1
            case .remaining:
                precondition(seen == 0, "a subscript may hold one ellipsis")
                seen += 1
                dimension = view.rank - dimensionsTaken(by: indices)
            case .inserted:
                view = view.unsqueeze(dimension)
                dimension += 1
            case .tensor(let tensor):
                precondition(
                    tensor.dtype == .int64 || tensor.dtype == .bool,
                    "indices are int64 and masks bool, not \(tensor.dtype)")
                gathered += [Tensor?](repeating: nil, count: dimension - gathered.count)
                gathered.append(tensor)
                dimension += tensor.dtype == .bool ? tensor.rank : 1
            }
        }
        return (view, gathered)
    }

    /// Dimensions of the present view that stand behind the ellipsis.
    private func dimensionsTaken(by indices: [TensorIndex]) -> Int {
        let isEllipsis: (TensorIndex) -> Bool = { if case .remaining = $0 { true } else { false } }
        guard let position = indices.firstIndex(where: isEllipsis) else { return 0 }
        return indices[(position + 1)...].reduce(0) { sum, index in
            switch index {
            case .inserted, .remaining: sum
            case .tensor(let tensor) where tensor.dtype == .bool: sum + tensor.rank
            default: sum + 1
            }
        }
    }

    /// Every `step`-th index of a dimension, as a view.
    public func slice(
        _ dimension: Int, start: Int? = nil, end: Int? = nil, step: Int = 1
    ) -> Tensor {
        Operator.slice(
            .tensor(self), .int(dimension), start.map { .int($0) } ?? .none,
            end.map { .int($0) } ?? .none, .int(step))
    }

    /// Copies of the given indices along a dimension.
    public func indexSelect(_ dimension: Int, _ indices: Tensor) -> Tensor {
        Operator.indexSelect(.tensor(self), .int(dimension), .tensor(indices))
    }

    /// One element along a dimension for each index.
    public func gather(_ dimension: Int, _ indices: Tensor) -> Tensor {
        Operator.gather(.tensor(self), .int(dimension), .tensor(indices))
    }

    /// Writes elements of `source` to the given indices along a dimension, in place.
    @discardableResult
    public func scatterInPlace(_ dimension: Int, _ indices: Tensor, _ source: Tensor) -> Tensor {
        Operator.scatter(.tensor(self), .int(dimension), .tensor(indices), .tensor(source))
    }

    /// Adds elements of `source` at the given indices along a dimension, in place.
    @discardableResult
    public func scatterAddInPlace(_ dimension: Int, _ indices: Tensor, _ source: Tensor) -> Tensor {
        Operator.scatterAdd(.tensor(self), .int(dimension), .tensor(indices), .tensor(source))
    }

    /// The elements where the mask holds, `[n]`.
    public func maskedSelect(_ mask: Tensor) -> Tensor {
        Operator.maskedSelect(.tensor(self), .tensor(mask))
    }

    /// The tensor with a value where the mask holds.
    public func maskedFill(_ mask: Tensor, _ value: some TensorScalar) -> Tensor {
        Operator.maskedFill(.tensor(self), .tensor(mask), .scalar(value))
    }

    /// The indices of elements that are not zero, `[n, rank]`.
    public func nonzero() -> Tensor { Operator.nonzero(.tensor(self)) }
}

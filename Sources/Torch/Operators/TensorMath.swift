import CTorch

extension Operator {
    fileprivate static let abs = Operator("aten::abs")
    fileprivate static let sign = Operator("aten::sign")
    fileprivate static let exp = Operator("aten::exp")
    fileprivate static let log = Operator("aten::log")
    fileprivate static let log1p = Operator("aten::log1p")
    fileprivate static let sqrt = Operator("aten::sqrt")
    fileprivate static let rsqrt = Operator("aten::rsqrt")
    fileprivate static let sin = Operator("aten::sin")
    fileprivate static let cos = Operator("aten::cos")
    fileprivate static let arccos = Operator("aten::acos")
    fileprivate static let arctan = Operator("aten::atan")
    fileprivate static let tanh = Operator("aten::tanh")
    fileprivate static let sigmoid = Operator("aten::sigmoid")
    fileprivate static let softplus = Operator("aten::softplus")
    fileprivate static let relu6 = Operator("aten::relu6")
    fileprivate static let floor = Operator("aten::floor")
    fileprivate static let ceil = Operator("aten::ceil")
    fileprivate static let round = Operator("aten::round")
    fileprivate static let clamp = Operator("aten::clamp")
    fileprivate static let maximum = Operator("aten::maximum")
    fileprivate static let minimum = Operator("aten::minimum")
    fileprivate static let softmax = Operator("aten::softmax", "int")
    fileprivate static let logSoftmax = Operator("aten::log_softmax", "int")
}

/// Functions of each element.
extension Tensor {
    /// The magnitude.
    public func abs() -> Tensor { Operator.abs(.tensor(self)) }

    /// −1, 0 or 1.
    public func sign() -> Tensor { Operator.sign(.tensor(self)) }

    /// e to the element.
    public func exp() -> Tensor { Operator.exp(.tensor(self)) }

    /// The natural logarithm.
    public func log() -> Tensor { Operator.log(.tensor(self)) }

    /// The natural logarithm of 1 + the element.
    public func log1p() -> Tensor { Operator.log1p(.tensor(self)) }

    /// The square root.
    public func sqrt() -> Tensor { Operator.sqrt(.tensor(self)) }

    /// 1 over the square root.
    public func rsqrt() -> Tensor { Operator.rsqrt(.tensor(self)) }

    /// The sine, of radians.
    public func sin() -> Tensor { Operator.sin(.tensor(self)) }

    /// The cosine, of radians.
    public func cos() -> Tensor { Operator.cos(.tensor(self)) }

    /// The inverse cosine, in radians.
    public func acos() -> Tensor { Operator.arccos(.tensor(self)) }

    /// The inverse tangent, in radians.
    public func atan() -> Tensor { Operator.arctan(.tensor(self)) }

    /// The hyperbolic tangent.
    public func tanh() -> Tensor { Operator.tanh(.tensor(self)) }

    /// 1 / (1 + e⁻ˣ).
    public func sigmoid() -> Tensor { Operator.sigmoid(.tensor(self)) }

    /// log(1 + e^(βx)) / β, and x itself where βx exceeds the threshold.
    public func softplus(beta: Double = 1, threshold: Double = 20) -> Tensor {
        Operator.softplus(.tensor(self), .double(beta), .double(threshold))
    }

    /// max(x, 0).
    public func relu() -> Tensor { result(ctorch_relu(handle)) }

    /// min(max(x, 0), 6).
    public func relu6() -> Tensor { Operator.relu6(.tensor(self)) }

    /// x · sigmoid(x), also called swish.
    public func silu() -> Tensor { result(ctorch_silu(handle)) }

    /// The next integer below.
    public func floor() -> Tensor { Operator.floor(.tensor(self)) }

    /// The next integer above.
    public func ceil() -> Tensor { Operator.ceil(.tensor(self)) }

    /// The nearest integer, halves to even.
    public func round() -> Tensor { Operator.round(.tensor(self)) }

    /// The element, brought to within the bounds.
    public func clamp(
        min: (any TensorScalar)? = nil, max: (any TensorScalar)? = nil
    ) -> Tensor {
        Operator.clamp(
            .tensor(self), min?.operatorArgument ?? .none, max?.operatorArgument ?? .none)
    }

    /// The greater of both.
    public func maximum(_ other: Tensor) -> Tensor {
        Operator.maximum(.tensor(self), .tensor(other))
    }

    /// The lesser of both.
    public func minimum(_ other: Tensor) -> Tensor {
        Operator.minimum(.tensor(self), .tensor(other))
    }

    /// e to the element, over the sum of these along a dimension.
    public func softmax(_ dimension: Int) -> Tensor {
        Operator.softmax(.tensor(self), .int(dimension))
    }

    /// The logarithm of the softmax along a dimension.
    public func logSoftmax(_ dimension: Int) -> Tensor {
        Operator.logSoftmax(.tensor(self), .int(dimension))
    }
}

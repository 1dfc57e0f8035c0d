import CTorch

extension Operator {
    fileprivate static let addScalar = Operator("aten::add", "Scalar")
    fileprivate static let subtractScalar = Operator("aten::sub", "Scalar")
    fileprivate static let reverseSubtract = Operator("aten::rsub", "Scalar")
    fileprivate static let multiplyScalar = Operator("aten::mul", "Scalar")
    fileprivate static let divideScalar = Operator("aten::div", "Scalar")
    fileprivate static let reciprocal = Operator("aten::reciprocal")
    fileprivate static let negate = Operator("aten::neg")
    fileprivate static let addInPlace = Operator("aten::add_", "Tensor")
    fileprivate static let addScalarInPlace = Operator("aten::add_", "Scalar")
    fileprivate static let subtractInPlace = Operator("aten::sub_", "Tensor")
    fileprivate static let multiplyInPlace = Operator("aten::mul_", "Tensor")
    fileprivate static let multiplyScalarInPlace = Operator("aten::mul_", "Scalar")
    fileprivate static let divideInPlace = Operator("aten::div_", "Tensor")
    fileprivate static let divideScalarInPlace = Operator("aten::div_", "Scalar")
    fileprivate static let powScalar = Operator("aten::pow", "Tensor_Scalar")
    fileprivate static let pow = Operator("aten::pow", "Tensor_Tensor")
    fileprivate static let remainder = Operator("aten::remainder", "Scalar")
    fileprivate static let floorDivide = Operator("aten::floor_divide", "Scalar")
    fileprivate static let linearInterpolation = Operator("aten::lerp_", "Scalar")
}

/// Arithmetic, element by element; shapes are broadcast as in PyTorch.
extension Tensor {
    /// The sum.
    public static func + (a: Tensor, b: Tensor) -> Tensor {
        result(ctorch_add(a.handle, b.handle))
    }

    /// The difference.
    public static func - (a: Tensor, b: Tensor) -> Tensor {
        result(ctorch_subtract(a.handle, b.handle))
    }

    /// The product.
    public static func * (a: Tensor, b: Tensor) -> Tensor {
        result(ctorch_multiply(a.handle, b.handle))
    }

    /// The quotient; of integers, a real number.
    public static func / (a: Tensor, b: Tensor) -> Tensor {
        result(ctorch_divide(a.handle, b.handle))
    }

    /// The negative.
    public static prefix func - (a: Tensor) -> Tensor { Operator.negate(.tensor(a)) }

    /// The sum.
    public static func + (a: Tensor, b: some TensorScalar) -> Tensor {
        Operator.addScalar(.tensor(a), .scalar(b))
    }

    /// The sum.
    public static func + (a: some TensorScalar, b: Tensor) -> Tensor { b + a }

    /// The difference.
    public static func - (a: Tensor, b: some TensorScalar) -> Tensor {
        Operator.subtractScalar(.tensor(a), .scalar(b))
    }

    /// The difference.
    public static func - (a: some TensorScalar, b: Tensor) -> Tensor {
        Operator.reverseSubtract(.tensor(b), .scalar(a))
    }

    /// The product.
    public static func * (a: Tensor, b: some TensorScalar) -> Tensor {
        Operator.multiplyScalar(.tensor(a), .scalar(b))
    }

    /// The product.
    public static func * (a: some TensorScalar, b: Tensor) -> Tensor { b * a }

    /// The quotient; of integers, a real number.
    public static func / (a: Tensor, b: some TensorScalar) -> Tensor {
        Operator.divideScalar(.tensor(a), .scalar(b))
    }

    /// The quotient.
    public static func / (a: some TensorScalar, b: Tensor) -> Tensor {
        Operator.reciprocal(.tensor(b)) * a
    }

    /// The remainder, with the sign of the divisor.
    public static func % (a: Tensor, b: some TensorScalar) -> Tensor {
        Operator.remainder(.tensor(a), .scalar(b))
    }

    /// The quotient, rounded down.
    public func floorDivide(_ divisor: some TensorScalar) -> Tensor {
        Operator.floorDivide(.tensor(self), .scalar(divisor))
    }

    /// The power.
    public func pow(_ exponent: some TensorScalar) -> Tensor {
        Operator.powScalar(.tensor(self), .scalar(exponent))
    }

    /// The power.
    public func pow(_ exponent: Tensor) -> Tensor {
        Operator.pow(.tensor(self), .tensor(exponent))
    }
}

/// Arithmetic in place: it writes into the tensor on the left, and whoever shares its memory sees it.
extension Tensor {
    /// Adds in place.
    public static func += (a: Tensor, b: Tensor) {
        Operator.addInPlace.run(.tensor(a), .tensor(b))
    }

    /// Adds in place.
    public static func += (a: Tensor, b: some TensorScalar) {
        Operator.addScalarInPlace.run(.tensor(a), .scalar(b))
    }

    /// Subtracts in place.
    public static func -= (a: Tensor, b: Tensor) {
        Operator.subtractInPlace.run(.tensor(a), .tensor(b))
    }

    /// Multiplies in place.
    public static func *= (a: Tensor, b: Tensor) {
        Operator.multiplyInPlace.run(.tensor(a), .tensor(b))
    }

    /// Multiplies in place.
    public static func *= (a: Tensor, b: some TensorScalar) {
        Operator.multiplyScalarInPlace.run(.tensor(a), .scalar(b))
    }

    /// Divides in place.
    public static func /= (a: Tensor, b: Tensor) {
        Operator.divideInPlace.run(.tensor(a), .tensor(b))
    }

    /// Divides in place.
    public static func /= (a: Tensor, b: some TensorScalar) {
        Operator.divideScalarInPlace.run(.tensor(a), .scalar(b))
    }

    /// Adds `scale × other` in place.
    @discardableResult
    public func add(_ other: Tensor, scale: Double) -> Tensor {
        Operator.addInPlace(.tensor(self), .tensor(other), .double(scale))
    }

    /// Moves in place towards `other`: `self + weight × (other − self)`.
    @discardableResult
    public func interpolate(towards other: Tensor, weight: Double) -> Tensor {
        Operator.linearInterpolation(.tensor(self), .tensor(other), .double(weight))
    }
}

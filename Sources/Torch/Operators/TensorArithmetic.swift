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
    fileprivate static let subtractScalarInPlace = Operator("aten::sub_", "Scalar")
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

/// Arithmetic in place: it writes into the tensor, and whoever shares its memory sees it.
///
/// The operators take a variable, or a subscript, through which they write back what a mask or indices
/// have gathered: `x[x .< 0] *= 0.1`.
extension Tensor {
    /// Adds `scale × other`.
    @discardableResult
    public func addInPlace(_ other: Tensor, scale: some TensorScalar = 1) -> Tensor {
        Operator.addInPlace(.tensor(self), .tensor(other), .scalar(scale))
    }

    /// Adds a number.
    @discardableResult
    public func addInPlace(_ number: some TensorScalar) -> Tensor {
        Operator.addScalarInPlace(.tensor(self), .scalar(number))
    }

    /// Multiplies.
    @discardableResult
    public func multiplyInPlace(_ other: Tensor) -> Tensor {
        Operator.multiplyInPlace(.tensor(self), .tensor(other))
    }

    /// Multiplies by a number.
    @discardableResult
    public func multiplyInPlace(_ number: some TensorScalar) -> Tensor {
        Operator.multiplyScalarInPlace(.tensor(self), .scalar(number))
    }

    /// Divides.
    @discardableResult
    public func divideInPlace(_ other: Tensor) -> Tensor {
        Operator.divideInPlace(.tensor(self), .tensor(other))
    }

    /// Divides by a number.
    @discardableResult
    public func divideInPlace(_ number: some TensorScalar) -> Tensor {
        Operator.divideScalarInPlace(.tensor(self), .scalar(number))
    }

    /// Interpolates linearly: moves to `self + weight × (other − self)`.
    @discardableResult
    public func lerpInPlace(towards other: Tensor, weight: Double) -> Tensor {
        Operator.linearInterpolation(.tensor(self), .tensor(other), .double(weight))
    }

    /// Adds in place.
    public static func += (a: inout Tensor, b: Tensor) { a.addInPlace(b) }

    /// Adds in place.
    public static func += (a: inout Tensor, b: some TensorScalar) { a.addInPlace(b) }

    /// Subtracts in place.
    public static func -= (a: inout Tensor, b: Tensor) { a.addInPlace(b, scale: -1) }

    /// Subtracts in place.
    public static func -= (a: inout Tensor, b: some TensorScalar) {
        Operator.subtractScalarInPlace.run(.tensor(a), .scalar(b))
    }

    /// Multiplies in place.
    public static func *= (a: inout Tensor, b: Tensor) { a.multiplyInPlace(b) }

    /// Multiplies in place.
    public static func *= (a: inout Tensor, b: some TensorScalar) { a.multiplyInPlace(b) }

    /// Divides in place.
    public static func /= (a: inout Tensor, b: Tensor) { a.divideInPlace(b) }

    /// Divides in place.
    public static func /= (a: inout Tensor, b: some TensorScalar) { a.divideInPlace(b) }
}

extension Operator {
    fileprivate static let equal = Operator("aten::eq", "Tensor")
    fileprivate static let equalScalar = Operator("aten::eq", "Scalar")
    fileprivate static let notEqual = Operator("aten::ne", "Tensor")
    fileprivate static let notEqualScalar = Operator("aten::ne", "Scalar")
    fileprivate static let less = Operator("aten::lt", "Tensor")
    fileprivate static let lessScalar = Operator("aten::lt", "Scalar")
    fileprivate static let lessOrEqual = Operator("aten::le", "Tensor")
    fileprivate static let lessOrEqualScalar = Operator("aten::le", "Scalar")
    fileprivate static let greater = Operator("aten::gt", "Tensor")
    fileprivate static let greaterScalar = Operator("aten::gt", "Scalar")
    fileprivate static let greaterOrEqual = Operator("aten::ge", "Tensor")
    fileprivate static let greaterOrEqualScalar = Operator("aten::ge", "Scalar")
    fileprivate static let and = Operator("aten::logical_and")
    fileprivate static let or = Operator("aten::logical_or")
    fileprivate static let not = Operator("aten::logical_not")
    fileprivate static let isNaN = Operator("aten::isnan")
    fileprivate static let isFinite = Operator("aten::isfinite")
    fileprivate static let identical = Operator("aten::equal")
    fileprivate static let close = Operator("aten::allclose")
    fileprivate static let whereSelf = Operator("aten::where", "self")
}

/// Comparisons element by element, spelt with a dot as for SIMD vectors; the result is `bool`.
extension Tensor {
    /// Whether elements are equal.
    public static func .== (a: Tensor, b: Tensor) -> Tensor {
        Operator.equal(.tensor(a), .tensor(b))
    }

    /// Whether elements equal a number.
    public static func .== (a: Tensor, b: some TensorScalar) -> Tensor {
        Operator.equalScalar(.tensor(a), .scalar(b))
    }

    /// Whether elements differ.
    public static func .!= (a: Tensor, b: Tensor) -> Tensor {
        Operator.notEqual(.tensor(a), .tensor(b))
    }

    /// Whether elements differ from a number.
    public static func .!= (a: Tensor, b: some TensorScalar) -> Tensor {
        Operator.notEqualScalar(.tensor(a), .scalar(b))
    }

    /// Whether elements are less.
    public static func .< (a: Tensor, b: Tensor) -> Tensor {
        Operator.less(.tensor(a), .tensor(b))
    }

    /// Whether elements are less than a number.
    public static func .< (a: Tensor, b: some TensorScalar) -> Tensor {
        Operator.lessScalar(.tensor(a), .scalar(b))
    }

    /// Whether elements are less or equal.
    public static func .<= (a: Tensor, b: Tensor) -> Tensor {
        Operator.lessOrEqual(.tensor(a), .tensor(b))
    }

    /// Whether elements are at most a number.
    public static func .<= (a: Tensor, b: some TensorScalar) -> Tensor {
        Operator.lessOrEqualScalar(.tensor(a), .scalar(b))
    }

    /// Whether elements are greater.
    public static func .> (a: Tensor, b: Tensor) -> Tensor {
        Operator.greater(.tensor(a), .tensor(b))
    }

    /// Whether elements are greater than a number.
    public static func .> (a: Tensor, b: some TensorScalar) -> Tensor {
        Operator.greaterScalar(.tensor(a), .scalar(b))
    }

    /// Whether elements are greater or equal.
    public static func .>= (a: Tensor, b: Tensor) -> Tensor {
        Operator.greaterOrEqual(.tensor(a), .tensor(b))
    }

    /// Whether elements are at least a number.
    public static func .>= (a: Tensor, b: some TensorScalar) -> Tensor {
        Operator.greaterOrEqualScalar(.tensor(a), .scalar(b))
    }

    /// Whether both are true.
    public static func .& (a: Tensor, b: Tensor) -> Tensor {
        Operator.and(.tensor(a), .tensor(b))
    }

    /// Whether either is true.
    public static func .| (a: Tensor, b: Tensor) -> Tensor {
        Operator.or(.tensor(a), .tensor(b))
    }

    /// Whether it is false.
    public static prefix func .! (a: Tensor) -> Tensor { Operator.not(.tensor(a)) }

    /// Whether elements are not numbers.
    public var isNaN: Tensor { Operator.isNaN(.tensor(self)) }

    /// Whether elements are neither infinite nor NaN.
    public var isFinite: Tensor { Operator.isFinite(.tensor(self)) }

    /// Elements of `a` where `condition` holds, else of `b`.
    public static func `where`(_ condition: Tensor, _ a: Tensor, _ b: Tensor) -> Tensor {
        Operator.whereSelf(.tensor(condition), .tensor(a), .tensor(b))
    }

    /// Whether shapes and all elements are equal.
    public func isEqual(to other: Tensor) -> Bool {
        truth(of: .identical, .tensor(self), .tensor(other))
    }

    /// Whether `|self − other| ≤ absolute + relative × |other|` everywhere.
    public func isClose(
        to other: Tensor, relative: Double = 1e-5, absolute: Double = 1e-8
    ) -> Bool {
        truth(
            of: .close, .tensor(self), .tensor(other), .double(relative), .double(absolute))
    }

    private func truth(of operation: Operator, _ arguments: OperatorArgument...) -> Bool {
        do {
            guard case .bool(let value)? = try operation.call(arguments).first else {
                fatalError("\(operation.schema) does not give a truth value")
            }
            return value
        } catch {
            fatalError("\(error)")
        }
    }
}

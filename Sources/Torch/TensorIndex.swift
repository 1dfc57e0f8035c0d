/// One position of a subscript: `x[0]`, `x[1..<3, .all]`, `x[.ellipsis, .newAxis]`, `x[mask]`.
public enum TensorIndex {
    /// One index; the dimension disappears. A negative one counts from the end.
    case at(Int)
    /// Every `step`-th index from `start` to `end`, excluded; negative bounds count from the end.
    case slice(start: Int?, end: Int?, step: Int)
    /// As many whole dimensions as are left.
    case remaining
    /// A new dimension of extent 1.
    case inserted
    /// Indices (`int64`) or a mask (`bool`).
    case tensor(Tensor)
}

/// What may stand in a tensor's subscript.
public protocol TensorIndexConvertible {
    /// The position that it stands for.
    var tensorIndex: TensorIndex { get }
}

extension TensorIndex: TensorIndexConvertible {
    /// Itself.
    public var tensorIndex: TensorIndex { self }
}

extension TensorIndexConvertible where Self == TensorIndex {
    /// The whole dimension.
    public static var all: TensorIndex { .slice(start: nil, end: nil, step: 1) }

    /// As many whole dimensions as are left.
    public static var ellipsis: TensorIndex { .remaining }

    /// A new dimension of extent 1.
    public static var newAxis: TensorIndex { .inserted }

    /// Every `step`-th index, from `start` to `end`, excluded; negative bounds count from the end.
    public static func every(
        _ step: Int, from start: Int? = nil, to end: Int? = nil
    ) -> TensorIndex {
        .slice(start: start, end: end, step: step)
    }
}

extension Int: TensorIndexConvertible {
    /// One index.
    public var tensorIndex: TensorIndex { .at(self) }
}
extension Range<Int>: TensorIndexConvertible {
    /// A slice.
    public var tensorIndex: TensorIndex { .slice(start: lowerBound, end: upperBound, step: 1) }
}
extension ClosedRange<Int>: TensorIndexConvertible {
    /// A slice, the bound included; `(-3)...(-1)` is the last three.
    public var tensorIndex: TensorIndex {
        .slice(start: lowerBound, end: upperBound == -1 ? nil : upperBound + 1, step: 1)
    }
}
extension PartialRangeFrom<Int>: TensorIndexConvertible {
    /// A slice to the end; `(-2)...` is the last two.
    public var tensorIndex: TensorIndex { .slice(start: lowerBound, end: nil, step: 1) }
}
extension PartialRangeUpTo<Int>: TensorIndexConvertible {
    /// A slice from the start; `..<(-1)` is all but the last.
    public var tensorIndex: TensorIndex { .slice(start: nil, end: upperBound, step: 1) }
}
extension PartialRangeThrough<Int>: TensorIndexConvertible {
    /// A slice from the start, the bound included.
    public var tensorIndex: TensorIndex {
        .slice(start: nil, end: upperBound == -1 ? nil : upperBound + 1, step: 1)
    }
}
extension Tensor: TensorIndexConvertible {
    /// Indices or a mask.
    public var tensorIndex: TensorIndex { .tensor(self) }
}

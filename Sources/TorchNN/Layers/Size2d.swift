/// A height and a width; one number stands for both.
public struct Size2d: Hashable, Sendable, ExpressibleByIntegerLiteral {
    /// Rows.
    public var height: Int
    /// Columns.
    public var width: Int

    /// A height and a width.
    public init(_ height: Int, _ width: Int) {
        self.height = height
        self.width = width
    }

    /// The same number for both.
    public init(_ side: Int) {
        self.init(side, side)
    }

    /// The same number for both.
    public init(integerLiteral side: Int) {
        self.init(side)
    }

    /// Height and width, as operators take them.
    var dimensions: [Int] { [height, width] }
}

/// What a network costs, counted from its shape without building it.
public struct NetworkCost: Hashable, Sendable {
    /// Trained values.
    public private(set) var parameters = 0
    /// Multiplications, each with an addition, of one image's forward pass; convolutions and matrix products alone.
    public private(set) var multiplyAdds = 0

    /// A cost of nothing.
    public init() {}

    /// Adds a convolution and the batch norm behind it, and gives the size of its output.
    public mutating func addConvolution(
        _ inputs: Int, _ outputs: Int, kernelSize: Int, stride: Int = 1, size: (Int, Int)
    ) -> (Int, Int) {
        let result = ((size.0 + stride - 1) / stride, (size.1 + stride - 1) / stride)
        let weights = inputs * outputs * kernelSize * kernelSize
        parameters += weights + 2 * outputs
        multiplyAdds += weights * result.0 * result.1
        return result
    }

    /// Adds a matrix product with a bias, computed in so many places.
    public mutating func addProduct(_ inputs: Int, _ outputs: Int, places: Int = 1) {
        parameters += (inputs + 1) * outputs
        multiplyAdds += inputs * outputs * places
    }
}

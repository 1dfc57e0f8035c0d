/// What a network costs, counted from its shape without building it.
public struct NetworkCost: Hashable, Sendable {
    /// Trained values.
    public internal(set) var parameters = 0
    /// Multiplications, each with an addition, of one image's forward pass; convolutions and matrix products alone.
    public internal(set) var multiplyAdds = 0

    /// Adds a convolution and the batch norm behind it, and gives the size of its output.
    mutating func addConvolution(
        _ inputs: Int, _ outputs: Int, kernelSize: Int, stride: Int = 1, size: (Int, Int)
    ) -> (Int, Int) {
        let result = ((size.0 + stride - 1) / stride, (size.1 + stride - 1) / stride)
        let weights = inputs * outputs * kernelSize * kernelSize
        parameters += weights + 2 * outputs
        multiplyAdds += weights * result.0 * result.1
        return result
    }

    /// Adds a matrix product with a bias.
    mutating func addProduct(_ inputs: Int, _ outputs: Int) {
        parameters += (inputs + 1) * outputs
        multiplyAdds += inputs * outputs
    }
}

extension EfficientNetConfiguration {
    /// What the network costs for images of one size.
    public func cost(height: Int, width: Int, classCount: Int? = 1000) -> NetworkCost {
        var cost = NetworkCost()
        var size = cost.addConvolution(
            3, stemChannels, kernelSize: 3, stride: 2, size: (height, width))
        for block in blocks.joined() {
            let inner = block.innerChannels
            if block.expansion > 1 {
                size = cost.addConvolution(block.inputChannels, inner, kernelSize: 1, size: size)
            }
            // Depthwise: one input channel for each output.
            size = cost.addConvolution(
                1, inner, kernelSize: block.kernelSize, stride: block.stride, size: size)
            if block.squeezedChannels > 0 {
                cost.addProduct(inner, block.squeezedChannels)
                cost.addProduct(block.squeezedChannels, inner)
            }
            size = cost.addConvolution(inner, block.outputChannels, kernelSize: 1, size: size)
        }
        size = cost.addConvolution(
            channels(of: .stage(EfficientNet.stages.count - 1)), channels(of: .head),
            kernelSize: 1, size: size)
        if let classCount { cost.addProduct(channels(of: .head), classCount) }
        return cost
    }
}

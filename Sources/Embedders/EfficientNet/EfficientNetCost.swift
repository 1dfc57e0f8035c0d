import TorchNN

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

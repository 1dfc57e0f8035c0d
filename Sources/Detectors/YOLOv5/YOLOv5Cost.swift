import TorchNN

extension YOLOv5Size {
    /// What the network costs for square images of one size, counted from its rows without building it.
    public func cost(classCount: Int, side: Int) -> NetworkCost {
        var cost = NetworkCost()
        var maps: [(width: Int, side: Int)] = []
        for row in YOLOv5.rows {
            let (input, side) = maps.last ?? (3, side)
            switch row {
            case .convolution(let channels, let kernelSize, let stride, _):
                let size = cost.addConvolution(
                    input, self.channels(channels), kernelSize: kernelSize, stride: stride,
                    size: (side, side))
                maps.append((self.channels(channels), size.0))
            case .c3(let channels, let repeats, _):
                cost.addC3(
                    input, self.channels(channels), repeats: self.repeats(repeats), side: side)
                maps.append((self.channels(channels), side))
            case .sppf(let channels, _):
                let inner = input / 2
                cost.addConvolution(input, inner, side: side)
                cost.addConvolution(4 * inner, self.channels(channels), side: side)
                maps.append((self.channels(channels), side))
            case .upsampling:
                maps.append((input, 2 * side))
            case .concatenation(let earlier):
                maps.append((input + maps[earlier].width, side))
            }
        }
        for row in YOLOv5.headRows {
            cost.addProduct(
                maps[row].width, Anchors.perMap * (5 + classCount),
                places: maps[row].side * maps[row].side)
        }
        return cost
    }
}

extension NetworkCost {
    fileprivate mutating func addConvolution(
        _ inputs: Int, _ outputs: Int, kernelSize: Int = 1, side: Int
    ) {
        _ = addConvolution(inputs, outputs, kernelSize: kernelSize, size: (side, side))
    }

    fileprivate mutating func addC3(_ inputs: Int, _ outputs: Int, repeats: Int, side: Int) {
        let inner = outputs / 2
        addConvolution(inputs, inner, side: side)
        addConvolution(inputs, inner, side: side)
        for _ in 0..<repeats {
            addConvolution(inner, inner, side: side)
            addConvolution(inner, inner, kernelSize: 3, side: side)
        }
        addConvolution(2 * inner, outputs, side: side)
    }
}

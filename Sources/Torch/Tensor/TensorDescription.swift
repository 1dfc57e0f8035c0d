extension Tensor: CustomStringConvertible {
    /// The tensor as PyTorch prints it: numbers to four digits, long dimensions cut in the middle.
    public var description: String {
        let values = detached()
        let formatter = TensorFormatter(
            shape: shape, dtype: dtype, device: device == .cpu ? nil : "\(device)",
            gradient: gradientSuffix)
        let shown = values.selecting(formatter.shownPositions)
        return dtype.isFloatingPoint
            ? formatter.text(shown.array(of: Double.self))
            : formatter.text(shown.array(of: Int64.self))
    }

    private var gradientSuffix: String? {
        if let name = gradientFunction { return "grad_fn=<\(name)>" }
        return requiresGrad ? "requires_grad=True" : nil
    }

    /// The elements at the given positions along each dimension.
    private func selecting(_ positions: [[Int]]) -> Tensor {
        positions.indices.reduce(self) { tensor, dimension in
            if positions[dimension].count == size(dimension) { return tensor }
            let indices = Tensor(positions[dimension]).to(device: device)
            return tensor.indexSelect(dimension, indices)
        }
    }
}

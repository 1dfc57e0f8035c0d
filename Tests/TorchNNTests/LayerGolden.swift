import GoldenSupport
import Testing
import Torch
import TorchNN

/// What the issue that founded the library demands.
enum Tolerance {
    static let forward = 1e-5
    static let gradient = 1e-4
    static let optimizer = 1e-6
}

/// What every golden of a layer says about its recording.
private struct Recording: Decodable {
    var training: Bool
}

/// Given a layer and a golden of its kind; when the golden's weights are loaded (strictly, so that
/// names are proven too) and the recorded pass is repeated; then output, gradients and buffers are
/// the reference library's.
func expectLayer(
    _ layer: some Layer, repeats golden: Golden, scale: ErrorScale = .tensor,
    sourceLocation: SourceLocation = #_sourceLocation
) throws {
    let tensors = try golden.tensors()
    var weights = tensors.entries(under: "parameter")
    for (name, buffer) in tensors.entries(under: "buffer") { weights[name] = buffer }
    try layer.load(weights)
    layer.train(try golden.configuration(Recording.self).training)

    if let warmUp = tensors["warmup_input"] { _ = noGrad { layer(warmUp) } }
    let input = try tensors.required("input").clone().requiringGrad()
    let output = layer(input)
    output.backward(gradient: try tensors.required("gradient_output"))

    func check(_ actual: Tensor?, _ name: String, _ tolerance: Double) throws {
        expect(
            actual, equals: try tensors.required(name), within: tolerance, scale: scale,
            "\(golden.testDescription): \(name)", sourceLocation: sourceLocation)
    }
    try check(output, "output", Tolerance.forward)
    try check(input.grad, "gradient.input", Tolerance.gradient)
    for (name, parameter) in layer.namedParameters {
        try check(parameter.grad, "gradient.parameter.\(name)", Tolerance.gradient)
    }
    for (name, buffer) in layer.namedBuffers {
        try check(buffer, "buffer_after.\(name)", Tolerance.forward)
    }
}

extension Size2d {
    /// A height and a width as the generators write them.
    init(_ dimensions: [Int]) {
        self.init(dimensions[0], dimensions[1])
    }
}

import Foundation
import GoldenSupport
import Testing
import Torch
import TorchNN

@Suite struct PoolingTests {
    private struct Configuration: Decodable {
        var layer: String
        var kernelSize, stride, padding, dilation, outputSize: [Int]?
        var ceilMode, countIncludePad: Bool?
        var p, eps: Double?
        var channels: Int?
    }

    private func layer(_ configuration: Configuration) throws -> any Layer {
        func size(_ path: KeyPath<Configuration, [Int]?>) throws -> Size2d {
            Size2d(try #require(configuration[keyPath: path]))
        }
        switch configuration.layer {
        case "AvgPool2d":
            return AveragePool2d(
                kernelSize: try size(\.kernelSize), stride: try size(\.stride),
                padding: try size(\.padding),
                ceilMode: try #require(configuration.ceilMode as Bool?),
                countIncludePad: try #require(configuration.countIncludePad as Bool?))
        case "MaxPool2d":
            return MaxPool2d(
                kernelSize: try size(\.kernelSize), stride: try size(\.stride),
                padding: try size(\.padding), dilation: try size(\.dilation),
                ceilMode: try #require(configuration.ceilMode as Bool?))
        case "AdaptiveAvgPool2d": return AdaptiveAveragePool2d(try size(\.outputSize))
        case "AdaptiveMaxPool2d": return AdaptiveMaxPool2d(try size(\.outputSize))
        case "GeM":
            return GeM(
                exponent: try #require(configuration.p), channels: configuration.channels ?? 1,
                epsilon: try #require(configuration.eps))
        default: throw TorchError("no layer for \(configuration.layer)")
        }
    }

    /// The generator's generalised mean keeps its last two dimensions, of extent 1.
    private final class GeMWithDimensions: Module, Layer {
        let pooling: GeM

        init(_ pooling: GeM) { self.pooling = pooling }

        override var ownParameters: Named<Tensor> { pooling.ownParameters }

        func callAsFunction(_ input: Tensor) -> Tensor {
            pooling(input).unsqueeze(-1).unsqueeze(-1)
        }
    }

    @Test(
        "A pooling layer gives PyTorch's output and gradients",
        arguments: Golden.all("pooling", in: .module))
    func repeats(_ golden: Golden) throws {
        let layer = try layer(golden.configuration())
        if let layer = layer as? GeM {
            try expectLayer(GeMWithDimensions(layer), repeats: golden)
        } else {
            try expectLayer(layer, repeats: golden)
        }
    }

    @Test("Given a channel without anything and a great exponent, gradients are numbers")
    func generalisedMeanOfNothing() {
        let pooling = GeM(exponent: 10, channels: 2)
        let input = Tensor([0, 0, 1, 2] as [Float], shape: [1, 2, 1, 2]).requiringGrad()

        pooling(input).sum().backward()

        for gradient in [input.grad, pooling.exponent.grad] {
            #expect(gradient?.isFinite.all().intItem() == 1)
        }
    }

    @Test("Given no stride, windows stand side by side")
    func strideIsWindowByDefault() {
        let input = Tensor.arange(0..<36, dtype: .float32).reshape(1, 1, 6, 6)
        #expect(MaxPool2d(kernelSize: Size2d(2, 3))(input).shape == [1, 1, 3, 2])
        #expect(AveragePool2d(kernelSize: Size2d(3, 2))(input).shape == [1, 1, 2, 3])
    }
}

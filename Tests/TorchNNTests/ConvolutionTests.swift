import Foundation
import GoldenSupport
import Testing
import Torch
import TorchNN

@Suite struct ConvolutionTests {
    private struct Configuration: Decodable {
        /// `"same"`, or heights and widths.
        enum Padding: Decodable {
            case same
            case zeros([Int])

            init(from decoder: any Decoder) throws {
                let container = try decoder.singleValueContainer()
                self =
                    (try? container.decode(String.self)) == "same"
                    ? .same : .zeros(try container.decode([Int].self))
            }

            var value: Conv2d.Padding {
                switch self {
                case .same: .same
                case .zeros(let size): .zeros(Size2d(size))
                }
            }
        }

        var inChannels, outChannels, groups: Int
        var kernelSize, stride, dilation: [Int]
        var padding: Padding
        var bias: Bool
    }

    @Test(
        "A convolution gives PyTorch's output and gradients",
        arguments: Golden.all("convolution", in: .module))
    func repeats(_ golden: Golden) throws {
        let configuration = try golden.configuration(Configuration.self)
        let layer = Conv2d(
            configuration.inChannels, configuration.outChannels,
            kernelSize: Size2d(configuration.kernelSize), stride: Size2d(configuration.stride),
            padding: configuration.padding.value, dilation: Size2d(configuration.dilation),
            groups: configuration.groups, hasBias: configuration.bias)
        try expectLayer(layer, repeats: golden)
    }

    @Test("Given an image in channels-last order, the output is the same and in that order")
    func channelsLast() {
        let generator = Generator(seed: 3)
        let layer = Conv2d(4, 6, kernelSize: 3, padding: .zeros(1), generator: generator)
        let image = Tensor.randn([2, 4, 7, 5], generator: generator)
        let expected = layer(image)
        layer.to(memoryFormat: .channelsLast)
        let output = layer(image.to(memoryFormat: .channelsLast))
        #expect(output.isContiguous(.channelsLast))
        expect(output, equals: expected, within: Tolerance.forward, "channels last")
    }
}

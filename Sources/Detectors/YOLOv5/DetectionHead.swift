import Foundation
import Torch
import TorchNN

/// The layers that make boxes of maps, and the anchors that the boxes are measured by (`Detect`).
public final class DetectionHead: Module {
    /// How many classes are told apart.
    public let classCount: Int
    /// `[3, 3, 2]`: map, anchor, width and height in cells, as weight files hold them.
    public let cellAnchors: Tensor
    private let convolutions: Sequential

    init(inputChannels: [Int], classCount: Int, anchors: Anchors, generator: Generator?) {
        self.classCount = classCount
        cellAnchors = Self.cells(of: anchors)
        let convolutions = inputChannels.map {
            Conv2d(
                $0, Anchors.perMap * (5 + classCount), kernelSize: 1, generator: generator)
        }
        self.convolutions = Sequential(convolutions)
        super.init()
        for (convolution, stride) in zip(convolutions, YOLOv5.strides) {
            initializeBias(of: convolution, stride: stride)
        }
    }

    override public var ownBuffers: Named<Tensor> { ["anchors": cellAnchors] }
    override public var children: Named<Module> { ["m": convolutions] }

    /// The anchors, in pixels.
    public var anchors: Anchors {
        get {
            let numbers: [Double] = cellAnchors.array()
            return Anchors(
                maps: YOLOv5.strides.enumerated().map { map, stride in
                    (0..<Anchors.perMap).map { anchor in
                        let place = 2 * (map * Anchors.perMap + anchor)
                        return Anchors.Size(
                            width: numbers[place] * Double(stride),
                            height: numbers[place + 1] * Double(stride))
                    }
                })
        }
        set { noGrad { _ = cellAnchors.copy(from: Self.cells(of: newValue)) } }
    }

    /// Raw maps, `[N, 3, H, W, 5 + classes]`, of the maps of three strides.
    func callAsFunction(_ maps: [Tensor]) -> [Tensor] {
        zip(convolutions.layers, maps).map { convolution, map in
            let output = convolution(map)
            return
                output
                .reshape(
                    output.size(0), Anchors.perMap, 5 + classCount, output.size(2), output.size(3)
                )
                .permute(0, 1, 3, 4, 2)
        }
    }

    /// Boxes in pixels of raw maps, `[N, boxes, 5 + classes]`: centre, size, objectness and classes from 0 to 1.
    ///
    /// Maps follow one another, in each its anchors, rows and columns.
    public func decoded(_ maps: [Tensor]) -> Tensor {
        let parts = maps.enumerated().map { index, map in
            let (height, width) = (map.size(2), map.size(3))
            let stride = YOLOv5.strides[index]
            let scores = map.to(.float32).sigmoid()
            let columns = Tensor.arange(0..<width, dtype: .float32, device: map.device)
                .reshape(1, width, 1).expand([height, width, 1])
            let rows = Tensor.arange(0..<height, dtype: .float32, device: map.device)
                .reshape(height, 1, 1).expand([height, width, 1])
            let corners = Tensor.cat([columns, rows], -1) - 0.5
            let centres = (scores.slice(-1, start: 0, end: 2) * 2 + corners) * Double(stride)
            let anchors = cellAnchors[index].reshape(1, Anchors.perMap, 1, 1, 2) * Double(stride)
            let sizes = (scores.slice(-1, start: 2, end: 4) * 2).pow(2) * anchors
            return Tensor.cat([centres, sizes, scores.slice(-1, start: 4)], -1)
                .reshape(map.size(0), Anchors.perMap * height * width, 5 + classCount)
        }
        return Tensor.cat(parts, 1)
    }

    private static func cells(of anchors: Anchors) -> Tensor {
        let numbers = zip(anchors.maps, YOLOv5.strides).flatMap { sizes, stride in
            sizes.flatMap { [$0.width / Double(stride), $0.height / Double(stride)] }
        }
        return Tensor(
            numbers.map { Float($0) }, shape: [YOLOv5.strides.count, Anchors.perMap, 2])
    }

    /// Starts at 8 objects in a picture of 640 pixels, and at classes that are rare (arXiv 1708.02002, section 3.3).
    private func initializeBias(of convolution: Conv2d, stride: Int) {
        guard let bias = convolution.bias else { return }
        let cells = 640 / Double(stride)
        noGrad {
            let rows = bias.detached().view(Anchors.perMap, 5 + classCount)
            rows[.all, 4] = rows[.all, 4] + log(8 / (cells * cells))
            rows[.all, 5...] = rows[.all, 5...] + log(0.6 / (Double(classCount) - 0.99999))
        }
    }
}

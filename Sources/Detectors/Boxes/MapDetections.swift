import Foundation
import Torch

extension DetectionHead {
    /// The boxes of each picture in raw maps, `[N, 3, H, W, 5 + classes]`, that are sure enough, in pixels of the
    /// network's input.
    ///
    /// The same as decoding all predictions, but what is not sure enough is not decoded.
    func candidates(in maps: [Tensor], _ thresholds: DetectionThresholds) -> [[Candidate]] {
        var pictures = Array(
            repeating: Candidates(thresholds, classCount: classCount), count: maps[0].size(0))
        let anchors = self.anchors
        for (map, level) in zip(maps, anchors.maps.indices) {
            // In channels-last order, as convolutions leave it, this copies nothing.
            let cells = map.to(device: .cpu, dtype: .float32).permute(0, 2, 3, 1, 4).contiguous()
            let scan = MapScan(
                height: map.size(2), width: map.size(3), numbers: 5 + classCount,
                stride: Float(YOLOv5.strides[level]), anchors: anchors.maps[level],
                threshold: thresholds.confidence)
            cells.withUnsafeBuffer(of: Float.self) { numbers in
                for picture in pictures.indices {
                    scan.add(picture, of: numbers, to: &pictures[picture])
                }
            }
        }
        return pictures.map(\.all)
    }
}

/// A pass over a raw map that lies in memory as `[N, H, W, 3, 5 + classes]`.
private struct MapScan {
    let height: Int
    let width: Int
    let numbers: Int
    let stride: Float
    let anchors: [Anchors.Size]
    /// The objectness before the sigmoid that is the confidence's threshold.
    let logit: Float

    init(
        height: Int, width: Int, numbers: Int, stride: Float, anchors: [Anchors.Size],
        threshold: Double
    ) {
        self.height = height
        self.width = width
        self.numbers = numbers
        self.stride = stride
        self.anchors = anchors
        // A little less, lest rounding lose what is just above; candidates are compared again.
        logit = Float(log(threshold / (1 - threshold))) - 1e-3
    }

    func add(_ picture: Int, of map: UnsafeBufferPointer<Float>, to candidates: inout Candidates) {
        var start = picture * height * width * anchors.count * numbers
        for row in 0..<height {
            for column in 0..<width {
                for anchor in anchors {
                    if map[start + 4] > logit {
                        add(map, start, (Float(column), Float(row)), anchor, to: &candidates)
                    }
                    start += numbers
                }
            }
        }
    }

    private func add(
        _ map: UnsafeBufferPointer<Float>, _ start: Int, _ cell: (x: Float, y: Float),
        _ anchor: Anchors.Size, to candidates: inout Candidates
    ) {
        let width = 2 * sigmoid(map[start + 2])
        let height = 2 * sigmoid(map[start + 3])
        candidates.add(
            centre: (
                (2 * sigmoid(map[start]) + cell.x - 0.5) * stride,
                (2 * sigmoid(map[start + 1]) + cell.y - 0.5) * stride
            ),
            size: (width * width * Float(anchor.width), height * height * Float(anchor.height)),
            objectness: sigmoid(map[start + 4]), classScores: start + 5..<start + numbers
        ) { sigmoid(map[$0]) }
    }
}

private func sigmoid(_ number: Float) -> Float { 1 / (1 + exp(-number)) }

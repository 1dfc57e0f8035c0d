import Imaging
import Torch

/// Pictures of one size as one tensor, `[N, H, W, 3]`, `uint8`; there must be at least one.
///
/// A network takes `batch.permute(0, 3, 1, 2)`, which then is in channels-last order without a copy.
public func stackedPixels(_ images: [PixelImage]) -> Tensor {
    guard let size = images.first?.size else {
        preconditionFailure("a batch has at least one picture")
    }
    precondition(
        images.allSatisfy { $0.size == size },
        "pictures of a batch have one size, found \(Set(images.map(\.size.description)).sorted())")
    let batch = Tensor.empty([images.count, size.height, size.width, 3], dtype: .uint8)
    let byteCount = size.pixelCount * 3
    batch.withUnsafeMutableBuffer(of: UInt8.self) { target in
        for (index, image) in images.enumerated() {
            UnsafeMutableRawBufferPointer(target).baseAddress?
                .advanced(by: index * byteCount)
                .copyMemory(from: image.address, byteCount: byteCount)
        }
    }
    return batch
}

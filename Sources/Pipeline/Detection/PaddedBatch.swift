import Datasets
import Detectors
import Imaging
import Torch

/// Pictures of any aspect ratio for one call of a detector, each padded to multiples of the network's stride alone.
///
/// Pictures of one shape are computed together, and none is padded for another one's sake: what is found in a picture
/// does not depend on its company, and a landscape costs two thirds of a square.
struct PaddedBatch {
    /// A view's picture, and where it is from.
    struct View: Sendable {
        /// The view's place.
        let index: Int
        /// The whole photograph's size.
        let photographSize: ImageSize
        fileprivate let image: PixelImage
        private let transform: PixelTransform

        init(_ picture: DecodedImage, index: Int) {
            self.index = index
            photographSize = picture.photographSize
            image = picture.image
            transform = picture.transform
        }

        /// The shape that the picture is padded to.
        fileprivate var canvas: ImageSize {
            let stride = YOLOv5.strides[2]
            func rounded(_ length: Int) -> Int { (length + stride - 1) / stride * stride }
            return ImageSize(width: rounded(image.width), height: rounded(image.height))
        }

        /// Where the picture lies in that shape.
        fileprivate var offset: (x: Int, y: Int) {
            ((canvas.width - image.width) / 2, (canvas.height - image.height) / 2)
        }

        /// A box in the padded picture, in the photograph's pixels.
        fileprivate func inPhotograph(_ detection: Detection) -> Detection {
            let box = detection.box
            let (dx, dy) = (Double(offset.x), Double(offset.y))
            let start = transform.invert(x: box.left - dx, y: box.top - dy)
            let end = transform.invert(x: box.right - dx, y: box.bottom - dy)
            var moved = detection
            moved.box = Box(left: start.x, top: start.y, right: end.x, bottom: end.y)
            return moved
        }
    }

    /// Pictures of one shape, `[N, H, W, 3]`, and their places in the batch.
    private struct Shape {
        let pixels: Tensor
        let places: [Int]
    }

    private static let padding: UInt8 = 114

    private let views: [View]
    private let shapes: [Shape]

    init(_ views: [View]) {
        self.views = views
        var places: [ImageSize: [Int]] = [:]
        for (place, view) in views.enumerated() { places[view.canvas, default: []].append(place) }
        shapes = places.values.sorted { $0[0] < $1[0] }.map { places in
            Shape(pixels: Self.padded(places.map { views[$0] }), places: places)
        }
    }

    /// What a detector finds in each view, in its photograph's pixels, in the order of the views.
    func detections(by detector: Detector) -> [(view: View, found: [Detection])] {
        var found = [[Detection]](repeating: [], count: views.count)
        for shape in shapes {
            for (place, boxes) in zip(shape.places, detector(shape.pixels)) {
                found[place] = boxes.map(views[place].inPhotograph)
            }
        }
        return Array(zip(views, found))
    }

    private static func padded(_ views: [View]) -> Tensor {
        let canvas = views[0].canvas
        let rowBytes = canvas.width * 3
        let batch = Tensor.empty([views.count, canvas.height, canvas.width, 3], dtype: .uint8)
        batch.withUnsafeMutableBuffer(of: UInt8.self) { target in
            target.update(repeating: padding)
            let memory = UnsafeMutableRawBufferPointer(target)
            for (number, view) in views.enumerated() {
                let start = number * canvas.height * rowBytes
                let bytes = view.image.width * 3
                for row in 0..<view.image.height {
                    let place = start + (view.offset.y + row) * rowBytes + view.offset.x * 3
                    let source = view.image.address.advanced(by: row * bytes)
                    UnsafeMutableRawBufferPointer(rebasing: memory[place..<place + bytes])
                        .copyMemory(from: UnsafeRawBufferPointer(start: source, count: bytes))
                }
            }
        }
        return batch
    }
}

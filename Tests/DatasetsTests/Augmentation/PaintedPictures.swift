import Imaging

@testable import Datasets

/// Pictures in memory, each with two boxes painted in colours of their own on grey.
struct PaintedPictures: PictureSource {
    static let colours: [String: Pixel] = [
        "red": Pixel(red: 255, green: 0, blue: 0), "green": Pixel(red: 0, green: 255, blue: 0),
        "blue": Pixel(red: 0, green: 0, blue: 255), "yellow": Pixel(red: 255, green: 255, blue: 0),
        "cyan": Pixel(red: 0, green: 255, blue: 255),
        "magenta": Pixel(red: 255, green: 0, blue: 255),
    ]
    static let grey = Pixel(grey: 128)

    /// Size and boxes of each row.
    static let rows: [(size: ImageSize, boxes: [String: PixelRectangle])] = [
        (
            ImageSize(width: 320, height: 240),
            [
                "red": PixelRectangle(x: 40, y: 60, width: 90, height: 50),
                "green": PixelRectangle(x: 190, y: 130, width: 70, height: 80),
            ]
        ),
        (
            ImageSize(width: 200, height: 300),
            [
                "blue": PixelRectangle(x: 20, y: 20, width: 80, height: 100),
                "yellow": PixelRectangle(x: 90, y: 190, width: 100, height: 60),
            ]
        ),
        (
            ImageSize(width: 260, height: 260),
            [
                "cyan": PixelRectangle(x: 0, y: 0, width: 60, height: 90),
                "magenta": PixelRectangle(x: 130, y: 150, width: 120, height: 100),
            ]
        ),
    ]

    var count: Int { Self.rows.count }

    func picture(at row: Int) throws -> DecodedImage {
        let (size, boxes) = Self.rows[row]
        let image = boxes.reduce(PixelImage(size: size, filledWith: Self.grey)) { image, box in
            image.filled([box.value], with: Self.colours[box.key] ?? .black)
        }
        return DecodedImage(image: image, transform: PixelTransform(), photographSize: size)
    }

    /// The boxes, a row in fractions to see that they become pixels.
    static var table: PhotographTable {
        var table = PhotographTable(root: "")
        for (row, painted) in rows.enumerated() {
            var photograph = Photograph(path: "\(row).png")
            photograph.boxes = painted.boxes.sorted { $0.key < $1.key }.map { name, box in
                let pixels = Box(
                    x: Double(box.x), y: Double(box.y), width: Double(box.width),
                    height: Double(box.height), unit: .pixels)
                let size = PictureSize(width: painted.size.width, height: painted.size.height)
                return BoxLabel(
                    row == 1 ? pixels.fractions(in: size) : pixels, className: name,
                    origin: "painted")
            }
            table.append(photograph)
        }
        return table
    }

    static func source(_ pipeline: AugmentationPipeline) -> AugmentedPhotographs {
        AugmentedPhotographs(table: table, pictures: PaintedPictures(), pipeline: pipeline)
    }
}

/// The box around the pixels of a colour, of which an edge pixel must hold half; `nil` where there are none.
func boxAround(_ colour: Pixel, in image: PixelImage) -> Box? {
    var box: Box?
    let bytes = image.bytes
    for y in 0..<image.height {
        for x in 0..<image.width {
            let place = (y * image.width + x) * 3
            guard abs(Int(bytes[place]) - Int(colour.red)) <= 64,
                abs(Int(bytes[place + 1]) - Int(colour.green)) <= 64,
                abs(Int(bytes[place + 2]) - Int(colour.blue)) <= 64
            else { continue }
            let pixel = Box(x: Double(x), y: Double(y), width: 1, height: 1, unit: .pixels)
            box = box?.union(pixel) ?? pixel
        }
    }
    return box
}

/// One constant level per row.
struct EvenPictures: PictureSource {
    let levels: [UInt8]
    var size = ImageSize(width: 60, height: 40)
    var count: Int { levels.count }

    func picture(at row: Int) throws -> DecodedImage {
        DecodedImage(
            image: PixelImage(size: size, filledWith: Pixel(grey: levels[row])),
            transform: PixelTransform(), photographSize: size)
    }

    func source(_ pipeline: AugmentationPipeline) -> AugmentedPhotographs {
        AugmentedPhotographs(
            table: PhotographTable(
                root: "", photographs: levels.indices.map { Photograph(path: "\($0)") }),
            pictures: self, pipeline: pipeline)
    }
}

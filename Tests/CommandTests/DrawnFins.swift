import Foundation
import Imaging
import Randomness

/// A data set in YOLO's format: on dark, noisy water one bright disc in each photograph, of 96 × 72 pixels.
struct DrawnFins {
    /// The folder that the data set lies in.
    let folder: String
    /// Where the discs are, by the photographs' names, in pixels: left, top, right, bottom.
    private(set) var boxes: [String: [Double]] = [:]

    static let size = ImageSize(width: 96, height: 72)

    /// Draws photographs to learn from, and some to hold out.
    init(in scratch: ScratchFolder, train: Int = 10, heldOut: Int = 4) throws {
        folder = scratch.path("fins")
        for (part, name, count) in [("train", "fin", train), ("val", "held", heldOut)] {
            for kind in ["images", "labels"] {
                try FileManager.default.createDirectory(
                    atPath: "\(folder)/\(kind)/\(part)", withIntermediateDirectories: true)
            }
            for number in 0..<count { try draw("\(part)/\(name)\(number)") }
        }
        try write("data.yaml", "train: images/train\nval: images/val\nnames: [fin]\n")
    }

    func write(_ name: String, _ text: String) throws {
        try Data(text.utf8).write(to: URL(fileURLWithPath: "\(folder)/\(name)"))
    }

    /// Where a photograph is.
    func photograph(_ name: String) -> String { "\(folder)/images/\(name).png" }

    private mutating func draw(_ name: String) throws {
        var random = SeededRandom(
            seed: UInt64(name.utf8.reduce(7) { 31 &* $0 &+ Int($1) } & 0xFFFF))
        let radius = random.integer(11...16)
        let centre = (
            x: random.integer(radius + 1...Self.size.width - radius - 1),
            y: random.integer(radius + 1...Self.size.height - radius - 1)
        )
        let (width, height) = (Self.size.width, Self.size.height)
        let picture = PixelImage(size: Self.size) { bytes in
            for place in 0..<width * height {
                let (x, y) = (place % width - centre.x, place / width - centre.y)
                let isDisc = x * x + y * y < radius * radius
                for channel in 0..<3 {
                    let noise = random.integer(0...30)
                    bytes[3 * place + channel] = UInt8(isDisc ? 210 + noise : 40 + noise)
                }
            }
        }
        try picture.write(to: photograph(name))
        let box = [centre.x - radius, centre.y - radius, centre.x + radius, centre.y + radius]
        boxes["\(name).png"] = box.map { Double($0) }
        let numbers = [
            Double(centre.x) / Double(width), Double(centre.y) / Double(height),
            2 * Double(radius) / Double(width), 2 * Double(radius) / Double(height),
        ]
        try write(
            "labels/\(name).txt", "0 " + numbers.map { "\($0)" }.joined(separator: " ") + "\n")
    }
}

/// Widths and heights in pixels that boxes are measured by: three for each of the strides 8, 16 and 32.
public struct Anchors: Hashable, Sendable, Codable {
    /// A width and a height, in pixels of the network's input.
    public struct Size: Hashable, Sendable, Codable {
        /// From left to right.
        public var width: Double
        /// From top to bottom.
        public var height: Double

        /// A width and a height.
        public init(width: Double, height: Double) {
            self.width = width
            self.height = height
        }

        var area: Double { width * height }
    }

    /// How many anchors each map has.
    public static let perMap = 3

    /// The anchors of each map, that of the smallest stride first.
    public let maps: [[Size]]

    /// Three anchors for each of three maps.
    public init(maps: [[Size]]) {
        precondition(
            maps.count == YOLOv5.strides.count && maps.allSatisfy { $0.count == Self.perMap },
            "three maps have three anchors each")
        self.maps = maps
    }

    /// Nine anchors, dealt out to the maps by area, the smallest to the smallest stride.
    init(_ sizes: [Size]) {
        let sorted = sizes.sorted { $0.area < $1.area }
        self.init(
            maps: stride(from: 0, to: sorted.count, by: Self.perMap).map {
                Array(sorted[$0..<min($0 + Self.perMap, sorted.count)])
            })
    }

    /// All of them, map by map.
    public var all: [Size] { maps.flatMap { $0 } }

    /// YOLOv5's, found on COCO at 640 pixels.
    public static let published = Anchors(
        maps: [
            [(10, 13), (16, 30), (33, 23)],
            [(30, 61), (62, 45), (59, 119)],
            [(116, 90), (156, 198), (373, 326)],
        ].map { $0.map { Size(width: $0.0, height: $0.1) } })
}

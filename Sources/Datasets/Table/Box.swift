/// A rectangle in a picture, by its corners, in pixels or in fractions of the picture.
///
/// The one convention of this library: `x` grows to the right and `y` down, from the top left corner of
/// the top left pixel. Coordinates are places between pixels, so that a box of the whole picture is
/// `(0, 0, width, height)`, and a width is `right - left`, with nothing added. A box in fractions needs
/// the picture's size to become pixels, and nothing else: no format needs a photograph to be decoded.
public struct Box: Sendable, Hashable, Codable {
    /// What the coordinates count.
    public enum Unit: String, Sendable, Codable, CaseIterable {
        /// Pixels of the picture.
        case pixels
        /// Fractions of the picture's width and height, 0 to 1.
        case fractions
    }

    /// The left edge.
    public var left: Double
    /// The upper edge.
    public var top: Double
    /// The right edge.
    public var right: Double
    /// The lower edge.
    public var bottom: Double
    /// What the coordinates count.
    public var unit: Unit

    /// A box by its corners (`xyxy`).
    public init(
        left: Double, top: Double, right: Double, bottom: Double, unit: Unit = .pixels
    ) {
        self.left = left
        self.top = top
        self.right = right
        self.bottom = bottom
        self.unit = unit
    }

    /// A box by its upper left corner and its size (`xywh`, as in COCO).
    public init(x: Double, y: Double, width: Double, height: Double, unit: Unit = .pixels) {
        self.init(left: x, top: y, right: x + width, bottom: y + height, unit: unit)
    }

    /// A box by its centre and its size (`cxcywh`, as in YOLO, which counts in fractions).
    public init(
        centreX: Double, centreY: Double, width: Double, height: Double, unit: Unit = .fractions
    ) {
        self.init(
            left: centreX - width / 2, top: centreY - height / 2, right: centreX + width / 2,
            bottom: centreY + height / 2, unit: unit)
    }

    /// From the left edge to the right one; negative where they are swapped.
    public var width: Double { right - left }
    /// From the upper edge to the lower one; negative where they are swapped.
    public var height: Double { bottom - top }
    /// The place in the middle.
    public var centre: (x: Double, y: Double) { ((left + right) / 2, (top + bottom) / 2) }
    /// Width times height; 0 for an empty box.
    public var area: Double { isEmpty ? 0 : width * height }
    /// Whether there is nothing inside, be it that edges meet, are swapped or are not numbers.
    public var isEmpty: Bool { !(width > 0 && height > 0) }
    /// Whether every coordinate is a number, and not an infinite one.
    public var isFinite: Bool {
        left.isFinite && top.isFinite && right.isFinite && bottom.isFinite
    }

    /// What two boxes of the same unit share; `nil` where that is nothing.
    public func intersection(_ other: Box) -> Box? {
        checkUnit(of: other)
        let shared = Box(
            left: max(left, other.left), top: max(top, other.top), right: min(right, other.right),
            bottom: min(bottom, other.bottom), unit: unit)
        return shared.isEmpty ? nil : shared
    }

    /// The shared area as a share of the area that either covers, 0 to 1 (Jaccard index).
    ///
    /// Fractions are no squares, but the ratio is the same as in pixels.
    public func intersectionOverUnion(_ other: Box) -> Double {
        guard let shared = intersection(other)?.area else { return 0 }
        return shared / (area + other.area - shared)
    }

    /// The least box around two of the same unit.
    public func union(_ other: Box) -> Box {
        checkUnit(of: other)
        return Box(
            left: min(left, other.left), top: min(top, other.top), right: max(right, other.right),
            bottom: max(bottom, other.bottom), unit: unit)
    }

    /// The part inside a picture; `nil` where there is none. Fractions need no size.
    public func clipped(to size: PictureSize? = nil) -> Box? {
        intersection(whole(size))
    }

    /// The same box in pixels of a picture.
    public func pixels(in size: PictureSize) -> Box {
        guard unit == .fractions else { return self }
        return scaled(Double(size.width), Double(size.height), to: .pixels)
    }

    /// The same box in fractions of a picture.
    public func fractions(in size: PictureSize) -> Box {
        guard unit == .pixels else { return self }
        return scaled(1 / Double(size.width), 1 / Double(size.height), to: .fractions)
    }

    /// The box of a whole picture.
    private func whole(_ size: PictureSize?) -> Box {
        switch (unit, size) {
        case (.fractions, _):
            return Box(left: 0, top: 0, right: 1, bottom: 1, unit: .fractions)
        case (.pixels, let size?):
            return Box(left: 0, top: 0, right: Double(size.width), bottom: Double(size.height))
        case (.pixels, nil):
            preconditionFailure("a box in pixels is clipped to a picture of known size")
        }
    }

    private func scaled(_ across: Double, _ down: Double, to unit: Unit) -> Box {
        Box(
            left: left * across, top: top * down, right: right * across, bottom: bottom * down,
            unit: unit)
    }

    private func checkUnit(of other: Box) {
        precondition(
            unit == other.unit, "boxes meet in one unit, found \(unit) and \(other.unit)")
    }
}

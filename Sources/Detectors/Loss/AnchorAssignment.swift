/// Which predictions of one map answer for which boxes.
///
/// A box is assigned to every anchor that it is similar to, width and height each within a factor, in the cell of its
/// middle and in the two neighbouring cells that are nearest to it.
struct AnchorAssignment {
    /// The picture, anchor, row and column of each prediction, and the class that it answers for.
    private(set) var images: [Int] = []
    private(set) var anchors: [Int] = []
    private(set) var rows: [Int] = []
    private(set) var columns: [Int] = []
    private(set) var classes: [Int] = []
    /// Four numbers for each: the box's middle from the cell's corner, and its size, in cells.
    private(set) var boxes: [Float] = []

    /// How many predictions answer for something.
    var count: Int { images.count }

    /// The cells beside that of the middle: the box's own, left, above, right, below.
    private static let steps: [(x: Float, y: Float)] = [
        (0, 0), (0.5, 0), (0, 0.5), (-0.5, 0), (0, -0.5),
    ]

    /// The predictions of a map that answer.
    ///
    /// - Parameters:
    ///   - targets: the boxes of the batch.
    ///   - anchors: the map's anchors, width and height in cells.
    ///   - width: cells from left to right.
    ///   - height: cells from top to bottom.
    ///   - factor: how far a box may be from an anchor.
    init(
        of targets: DetectionTargets, anchors: [(width: Float, height: Float)], width: Int,
        height: Int, factor: Float
    ) {
        for (dx, dy) in Self.steps {
            for (anchor, size) in anchors.enumerated() {
                for target in targets.targets {
                    let box = CellBox(target, width: width, height: height)
                    guard box.isLike(size, within: factor), box.leans(dx, dy, width, height) else {
                        continue
                    }
                    append(target, box, anchor: anchor, (box.x - dx, box.y - dy), width, height)
                }
            }
        }
    }

    private mutating func append(
        _ target: DetectionTargets.Target, _ box: CellBox, anchor: Int,
        _ place: (x: Float, y: Float),
        _ width: Int, _ height: Int
    ) {
        // A middle on the very rim belongs to the last cell.
        let column = min(max(Int(place.x), 0), width - 1)
        let row = min(max(Int(place.y), 0), height - 1)
        images.append(target.image)
        anchors.append(anchor)
        rows.append(row)
        columns.append(column)
        classes.append(target.classIndex)
        boxes += [box.x - Float(column), box.y - Float(row), box.width, box.height]
    }
}

/// A box in cells of a map.
private struct CellBox {
    let x, y, width, height: Float

    init(_ target: DetectionTargets.Target, width: Int, height: Int) {
        x = Float(target.centreX) * Float(width)
        y = Float(target.centreY) * Float(height)
        self.width = Float(target.width) * Float(width)
        self.height = Float(target.height) * Float(height)
    }

    /// Whether width and height are each within a factor of an anchor's.
    func isLike(_ anchor: (width: Float, height: Float), within factor: Float) -> Bool {
        let (across, down) = (width / anchor.width, height / anchor.height)
        return max(across, 1 / across, down, 1 / down) < factor
    }

    /// Whether the middle lies in the half of its cell that is next to the neighbour that a step leads to.
    func leans(_ dx: Float, _ dy: Float, _ columns: Int, _ rows: Int) -> Bool {
        func isNear(_ place: Float) -> Bool {
            place.truncatingRemainder(dividingBy: 1) < 0.5 && place > 1
        }
        if dx > 0 { return isNear(x) }
        if dy > 0 { return isNear(y) }
        if dx < 0 { return isNear(Float(columns) - x) }
        if dy < 0 { return isNear(Float(rows) - y) }
        return true
    }
}

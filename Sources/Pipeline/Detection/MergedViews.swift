import Datasets
import Detectors
import Imaging

/// What was found in the views of one photograph, in its pixels.
struct MergedViews {
    /// The photograph's row.
    let row: Int
    /// The photograph's size.
    let size: ImageSize
    private var found: [Detection] = []
    /// How many views were added.
    private(set) var viewCount = 0

    /// Pixels from an edge within which a box ends at it.
    private static let reach = 2.0

    init(row: Int, size: ImageSize) {
        self.row = row
        self.size = size
    }

    /// Adds what was found in a view; of a tile, without what it cuts off: the next tile shows that whole.
    mutating func add(_ detections: [Detection], tile: PixelRectangle?) {
        viewCount += 1
        found += tile.map { tile in detections.filter { !isCut($0.box, by: tile) } } ?? detections
    }

    /// The boxes that are kept, the most confident first.
    func detections(_ thresholds: DetectionThresholds) -> [Detection] {
        viewCount > 1 ? NonMaximumSuppression(thresholds).merged(found) : found
    }

    private func isCut(_ box: Box, by tile: PixelRectangle) -> Bool {
        let (right, bottom) = (tile.x + tile.width, tile.y + tile.height)
        return tile.x > 0 && box.left < Double(tile.x) + Self.reach
            || tile.y > 0 && box.top < Double(tile.y) + Self.reach
            || right < size.width && box.right > Double(right) - Self.reach
            || bottom < size.height && box.bottom > Double(bottom) - Self.reach
    }
}

/// One animal as the camera would see it without water: colour, coverage and distance per pixel.
struct AnimalLayer: Sendable {
    /// The rectangle of the picture that the layer covers.
    let left: Int
    let top: Int
    let columns: Int
    let rows: Int
    /// Light times coverage, and coverage (0 to 1).
    var colours: [Vector4]
    /// Coverage by the fin alone.
    var fin: [Float]
    /// Mean distance from the camera, in metres.
    var distances: [Float]
    /// Share of the fin that lies inside the picture.
    var finInside: Float = 1

    static let empty = AnimalLayer(
        left: 0, top: 0, columns: 0, rows: 0, colours: [], fin: [], distances: [])

    /// Index of a pixel of the picture, or nil outside the layer.
    @inline(__always)
    func index(column: Int, row: Int) -> Int? {
        let x = column - left
        let y = row - top
        guard x >= 0, y >= 0, x < columns, y < rows else { return nil }
        return y * columns + x
    }
}

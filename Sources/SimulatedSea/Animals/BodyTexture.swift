/// The pattern of the back and flank, on the skin laid flat.
struct BodyTexture: Sendable {
    private let columns = 320
    private let rows = 160
    private let origin: Vector2
    private let spacing: Float
    private let texels: [Float]

    init(_ markings: Markings, base: Float) {
        spacing = (base + 6) / 320
        origin = Vector2(-3, 0)
        texels = markings.reflectance(
            columns: columns, rows: rows, origin: origin, spacing: spacing)
    }

    /// Reflectance at a place: x towards the tail, y below 0 down the flank, in fin heights.
    func reflectance(at place: Vector2) -> Float {
        let column = clamp((place.x - origin.x) / spacing, 0, Float(columns) - 1.001)
        let row = clamp((origin.y - place.y) / spacing, 0, Float(rows) - 1.001)
        let first = Int(row) * columns + Int(column)
        let across = column - column.rounded(.down)
        return mix(
            mix(texels[first], texels[first + 1], across),
            mix(texels[first + columns], texels[first + columns + 1], across),
            row - row.rounded(.down))
    }
}

/// The pattern of the back and flank, on the skin laid flat.
struct BodyTexture: Sendable {
    private let grid: TexelGrid

    init(_ markings: Markings, base: Float) {
        let spacing = (base + 6) / 320
        let origin = Vector2(-3, 0)
        grid = TexelGrid(
            columns: 320, rows: 160, origin: origin, spacing: spacing,
            texels: markings.reflectance(
                columns: 320, rows: 160, origin: origin, spacing: spacing))
    }

    /// Reflectance at a place: x towards the tail, y below 0 down the flank, in fin heights.
    func reflectance(at place: Vector2) -> Float {
        grid.value(at: place)
    }
}

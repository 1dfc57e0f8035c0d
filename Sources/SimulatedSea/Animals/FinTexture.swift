/// A fin's outline, thickness and pattern on grids, as the renderer looks them up.
struct FinTexture: Sendable {
    /// What lies under one texel.
    struct Texel {
        /// Distance to the outline in fin heights, positive inside.
        var distance: Float
        /// Half the fin's thickness, and how it changes along x and y.
        var thickness: Float
        var slope: Vector2
        var reflectance: Float
    }

    /// The front upper corner of the grids, and how wide they are.
    let origin = Vector2(-0.45, 1.12)
    let width: Float
    private let distances: TexelGrid
    private let thicknesses: TexelGrid
    private let reflectances: TexelGrid

    /// - Parameter resolution: texels per fin height.
    init(_ shape: FinShape, _ markings: Markings, resolution: Int) {
        width = shape.proportions.base + 1.2
        let spacing = 1 / Float(resolution)
        let columns = Int(width / spacing) + 2
        let rows = Int(1.5 / spacing) + 2
        let field = DistanceField(
            of: shape.outline(), origin: origin, columns: columns, rows: rows, spacing: spacing)
        distances = TexelGrid(
            columns: columns, rows: rows, origin: origin, spacing: spacing, texels: field.texels)
        reflectances = TexelGrid(
            columns: columns, rows: rows, origin: origin, spacing: spacing,
            texels: markings.reflectance(
                columns: columns, rows: rows, origin: origin, spacing: spacing))
        thicknesses = Self.thicknesses(shape, origin: origin, width: width)
    }

    /// Half the thickness; nicks cut through the fin, they do not bend its faces.
    private static func thicknesses(
        _ shape: FinShape, origin: Vector2, width: Float
    ) -> TexelGrid {
        // Coarse and smoothed: every facet of the distances would show as an edge in the light.
        let spacing: Float = 1 / 64
        let columns = Int(width / spacing) + 2
        let rows = Int(1.5 / spacing) + 2
        let whole = DistanceField(
            of: shape.outline(damaged: false), origin: origin, columns: columns, rows: rows,
            spacing: spacing)
        var texels = [Float](repeating: 0, count: columns * rows)
        for row in 0..<rows {
            let above = max(origin.y - Float(row) * spacing, 0)
            let height = clamp(above)
            let most = 0.085 - 0.06 * height
            let edge = 0.30 - 0.16 * height
            let fillet = 0.035 * exponential(-above / 0.12)
            for column in 0..<columns {
                let index = row * columns + column
                let inside = 1 - clamp(whole.texels[index] / edge)
                texels[index] = most * max(1 - inside * inside, 0).squareRoot() + fillet
            }
        }
        return TexelGrid(
            columns: columns, rows: rows, origin: origin, spacing: spacing, texels: texels
        ).smoothed(times: 3)
    }

    /// Distance to the outline, positive inside; cheap, for coverage.
    @inline(__always)
    func distance(at place: Vector2) -> Float {
        distances.value(at: place)
    }

    func texel(at place: Vector2) -> Texel {
        let step: Float = 1.5 / 64
        let (across, along) = (Vector2(step, 0), Vector2(0, step))
        let slope = Vector2(
            thicknesses.value(at: place + across) - thicknesses.value(at: place - across),
            thicknesses.value(at: place + along) - thicknesses.value(at: place - along))
        return Texel(
            distance: distances.value(at: place), thickness: thicknesses.value(at: place),
            slope: slope / (2 * step), reflectance: reflectances.value(at: place))
    }

    func thickness(at place: Vector2) -> Float {
        distance(at: place) > 0 ? thicknesses.value(at: place) : 0
    }
}

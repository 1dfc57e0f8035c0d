/// A fin's outline, thickness and pattern on a grid, as the renderer looks them up.
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

    let columns: Int
    let rows: Int
    let origin: Vector2
    let spacing: Float
    private let distances: [Float]
    private let thickness: [Float]
    private let reflectance: [Float]

    /// - Parameter resolution: texels per fin height.
    init(_ shape: FinShape, _ markings: Markings, resolution: Int) {
        spacing = 1 / Float(resolution)
        origin = Vector2(-0.45, 1.12)
        columns = Int((shape.proportions.base + 1.2) / spacing) + 2
        rows = Int(1.5 / spacing) + 2
        let field = DistanceField(
            of: shape.outline(), origin: origin, columns: columns, rows: rows, spacing: spacing)
        distances = field.texels
        // Nicks cut through the fin; they do not bend its faces.
        let whole = DistanceField(
            of: shape.outline(damaged: false), origin: origin, columns: columns, rows: rows,
            spacing: spacing)
        reflectance = markings.reflectance(
            columns: columns, rows: rows, origin: origin, spacing: spacing)
        var thickness = [Float](repeating: 0, count: columns * rows)
        for row in 0..<rows {
            let above = max(origin.y - Float(row) * spacing, -0.06)
            let height = clamp(above)
            let most = 0.085 - 0.06 * height
            let edge = 0.30 - 0.16 * height
            let fillet = 0.12 * exponential(-above / 0.045) + 0.09 * exponential(-above / 0.15)
            for column in 0..<columns {
                let index = row * columns + column
                let inside = 1 - clamp(whole.texels[index] / edge)
                thickness[index] = most * max(1 - inside * inside, 0).squareRoot() + fillet
            }
        }
        self.thickness = thickness
    }

    /// Whether a place belongs to the fin; cheap, for coverage.
    @inline(__always)
    func distance(at place: Vector2) -> Float {
        blend(distances, place)
    }

    func texel(at place: Vector2) -> Texel {
        let step = spacing * 1.5
        let slope = Vector2(
            blend(thickness, place + Vector2(step, 0)) - blend(thickness, place - Vector2(step, 0)),
            blend(thickness, place + Vector2(0, step)) - blend(thickness, place - Vector2(0, step)))
        return Texel(
            distance: blend(distances, place), thickness: blend(thickness, place),
            slope: slope / (2 * step), reflectance: blend(reflectance, place))
    }

    func thickness(at place: Vector2) -> Float {
        distance(at: place) > 0 ? blend(thickness, place) : 0
    }

    @inline(__always)
    private func blend(_ texels: [Float], _ place: Vector2) -> Float {
        let column = clamp((place.x - origin.x) / spacing, 0, Float(columns) - 1.001)
        let row = clamp((origin.y - place.y) / spacing, 0, Float(rows) - 1.001)
        let first = Int(row) * columns + Int(column)
        let across = column - column.rounded(.down)
        return texels.withUnsafeBufferPointer {
            mix(
                mix($0[first], $0[first + 1], across),
                mix($0[first + columns], $0[first + columns + 1], across),
                row - row.rounded(.down))
        }
    }
}

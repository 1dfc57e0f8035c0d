/// Distance to a closed outline over a grid: positive inside, negative outside.
struct DistanceField: Sendable {
    let columns: Int
    let rows: Int
    /// Place of the first texel, at the top left.
    let origin: Vector2
    /// From one texel to the next.
    let spacing: Float
    private(set) var texels: [Float]

    init(of outline: [Vector2], origin: Vector2, columns: Int, rows: Int, spacing: Float) {
        self.columns = columns
        self.rows = rows
        self.origin = origin
        self.spacing = spacing
        texels = [Float](repeating: 1e6, count: columns * rows)
        measureNear(outline)
        spread()
        sign(outline)
    }

    /// Exact distances next to the outline.
    private mutating func measureNear(_ outline: [Vector2]) {
        for index in outline.indices {
            let start = (outline[index] - origin) * Vector2(1, -1) / spacing
            let end = (outline[(index + 1) % outline.count] - origin) * Vector2(1, -1) / spacing
            let piece = end - start
            let square = max(piece.x * piece.x + piece.y * piece.y, 1e-12)
            let left = max(0, Int(min(start.x, end.x)) - 2)
            let right = min(columns - 1, Int(max(start.x, end.x)) + 3)
            let top = max(0, Int(min(start.y, end.y)) - 2)
            let bottom = min(rows - 1, Int(max(start.y, end.y)) + 3)
            guard left <= right, top <= bottom else { continue }
            for row in top...bottom {
                for column in left...right {
                    let place = Vector2(Float(column), Float(row)) - start
                    let share = clamp((place.x * piece.x + place.y * piece.y) / square)
                    let apart = length(place - piece * share) * spacing
                    let texel = row * columns + column
                    texels[texel] = min(texels[texel], apart)
                }
            }
        }
    }

    /// Distances further away, from neighbour to neighbour in two sweeps.
    private mutating func spread() {
        let straight = spacing
        let diagonal = spacing * 1.41421
        func relax(_ texel: Int, _ row: Int, _ column: Int, _ step: Int, _ field: inout [Float]) {
            var best = field[texel]
            let other = row + step
            if other >= 0, other < rows {
                let line = other * columns + column
                best = min(best, field[line] + straight)
                if column > 0 { best = min(best, field[line - 1] + diagonal) }
                if column < columns - 1 { best = min(best, field[line + 1] + diagonal) }
            }
            let beside = column + step
            if beside >= 0, beside < columns {
                best = min(best, field[row * columns + beside] + straight)
            }
            field[texel] = best
        }
        for row in 0..<rows {
            for column in 0..<columns {
                relax(row * columns + column, row, column, -1, &texels)
            }
        }
        for row in (0..<rows).reversed() {
            for column in (0..<columns).reversed() {
                relax(row * columns + column, row, column, 1, &texels)
            }
        }
    }

    /// Negative outside: rows are filled between the outline's crossings.
    private mutating func sign(_ outline: [Vector2]) {
        for row in 0..<rows {
            let height = origin.y - Float(row) * spacing
            var crossings: [Float] = []
            for index in outline.indices {
                let start = outline[index]
                let end = outline[(index + 1) % outline.count]
                guard (start.y > height) != (end.y > height) else { continue }
                let x = start.x + (height - start.y) / (end.y - start.y) * (end.x - start.x)
                crossings.append((x - origin.x) / spacing)
            }
            crossings.sort()
            var passed = 0
            for column in 0..<columns {
                while passed < crossings.count, crossings[passed] <= Float(column) { passed += 1 }
                if passed % 2 == 0 { texels[row * columns + column] *= -1 }
            }
        }
    }
}

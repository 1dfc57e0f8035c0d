/// Draws the triangles of an animal with several samples per pixel, and shades what is seen.
struct Rasterizer {
    private let model: AnimalModel
    private let projection: Projection
    private let left: Int
    private let top: Int
    private let columns: Int
    private let rows: Int
    private let samples: Int
    private var depth: [Float]
    /// Normal and part (0 none, 1 body, 2 and 3 the fin's faces) per sample; place on the skin.
    private var surface: [Vector4]
    private var skin: [Vector2]
    private let bounds: (low: Vector2, high: Vector2)

    init?(_ model: AnimalModel, _ projection: Projection) {
        self.model = model
        self.projection = projection
        var low = Vector2(repeating: .infinity)
        var high = -low
        for mesh in model.meshes {
            for vertex in mesh.vertices where vertex.place.z > -1.5 {
                let pixel = projection.pixel(vertex.place)
                low = pointwiseMin(low, pixel)
                high = pointwiseMax(high, pixel)
            }
        }
        bounds = (low, high)
        left = Int(clamp(low.x - 2, 0, Float(projection.width)))
        top = Int(clamp(low.y - 2, 0, Float(projection.height)))
        columns = Int(clamp(high.x + 3, 0, Float(projection.width))) - left
        rows = Int(clamp(high.y + 3, 0, Float(projection.height))) - top
        guard columns > 0, rows > 0 else { return nil }
        let area = columns * rows
        samples = area < 30_000 ? 4 : area < 160_000 ? 3 : 2
        let count = area * samples * samples
        depth = [Float](repeating: .infinity, count: count)
        surface = [Vector4](repeating: .zero, count: count)
        skin = [Vector2](repeating: .zero, count: count)
    }

    /// The animal under this sky.
    static func layer(
        _ model: AnimalModel, _ projection: Projection, shading: AnimalShading
    ) -> AnimalLayer {
        guard var rasterizer = Rasterizer(model, projection) else { return .empty }
        for mesh in model.meshes {
            rasterizer.draw(mesh)
        }
        return rasterizer.resolve(shading)
    }

    private mutating func draw(_ mesh: AnimalModel.Mesh) {
        let scale = Float(samples)
        let corner = Vector2(Float(left), Float(top))
        let pixels = mesh.vertices.map { (projection.pixel($0.place) - corner) * scale }
        let wide = columns * samples
        let high = rows * samples
        let code: Float
        let isFin: Bool
        switch mesh.part {
        case .body: (code, isFin) = (1, false)
        case .fin(let face): (code, isFin) = (face > 0 ? 2 : 3, true)
        }
        for start in stride(from: 0, to: mesh.triangles.count, by: 3) {
            let corners = (
                Int(mesh.triangles[start]), Int(mesh.triangles[start + 1]),
                Int(mesh.triangles[start + 2])
            )
            let (a, b, c) = (pixels[corners.0], pixels[corners.1], pixels[corners.2])
            let area = (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x)
            guard abs(area) > 1e-6 else { continue }
            let firstColumn = Int(clamp(min(a.x, b.x, c.x), 0, Float(wide)))
            let lastColumn = Int(clamp(max(a.x, b.x, c.x) + 1, 0, Float(wide)))
            let firstRow = Int(clamp(min(a.y, b.y, c.y), 0, Float(high)))
            let lastRow = Int(clamp(max(a.y, b.y, c.y) + 1, 0, Float(high)))
            guard firstColumn < lastColumn, firstRow < lastRow else { continue }
            let vertices = (
                mesh.vertices[corners.0], mesh.vertices[corners.1], mesh.vertices[corners.2]
            )
            for row in firstRow..<lastRow {
                let y = Float(row) + 0.5
                for column in firstColumn..<lastColumn {
                    let x = Float(column) + 0.5
                    let second = ((x - a.x) * (c.y - a.y) - (y - a.y) * (c.x - a.x)) / area
                    let third = ((b.x - a.x) * (y - a.y) - (b.y - a.y) * (x - a.x)) / area
                    let first = 1 - second - third
                    guard first >= 0, second >= 0, third >= 0 else { continue }
                    let away =
                        vertices.0.place.y * first + vertices.1.place.y * second
                        + vertices.2.place.y * third
                    let index = row * wide + column
                    guard away < depth[index] else { continue }
                    let place =
                        vertices.0.skin * first + vertices.1.skin * second
                        + vertices.2.skin * third
                    if isFin, model.fin.distance(at: place) <= 0 { continue }
                    let normal =
                        vertices.0.normal * first + vertices.1.normal * second
                        + vertices.2.normal * third
                    depth[index] = away
                    surface[index] = Vector4(normal, code)
                    skin[index] = place
                }
            }
        }
    }

    /// Averages samples; the fin and the body of a pixel are shaded once each.
    private func resolve(_ shading: AnimalShading) -> AnimalLayer {
        let count = columns * rows
        var layer = AnimalLayer(
            left: left, top: top, columns: columns, rows: rows,
            colours: [Vector4](repeating: .zero, count: count),
            fin: [Float](repeating: 0, count: count),
            distances: [Float](repeating: .infinity, count: count))
        let wide = columns * samples
        let share = 1 / Float(samples * samples)
        for row in 0..<rows {
            for column in 0..<columns {
                var hits: (body: Float, left: Float, right: Float) = (0, 0, 0)
                var normal = Vector4.zero
                var bodySkin = Vector2.zero
                var finSkin = Vector2.zero
                var away: Float = 0
                for line in 0..<samples {
                    let start = (row * samples + line) * wide + column * samples
                    for index in start..<start + samples where surface[index].w > 0 {
                        let sample = surface[index]
                        away += depth[index]
                        if sample.w == 1 {
                            hits.body += 1
                            normal += sample
                            bodySkin += skin[index]
                        } else {
                            if sample.w == 2 { hits.left += 1 } else { hits.right += 1 }
                            finSkin += skin[index]
                        }
                    }
                }
                let fin = hits.left + hits.right
                let total = fin + hits.body
                guard total > 0 else { continue }
                var colour = Vector3.zero
                if hits.body > 0 {
                    colour +=
                        shading.body(
                            model, normal: Vector3(normal.x, normal.y, normal.z),
                            skin: bodySkin / hits.body) * hits.body
                }
                if fin > 0 {
                    colour +=
                        shading.fin(
                            model, face: hits.left >= hits.right ? 1 : -1, skin: finSkin / fin)
                        * fin
                }
                let index = row * columns + column
                layer.colours[index] = Vector4(colour * share, total * share)
                layer.fin[index] = fin * share
                layer.distances[index] = away / total
            }
        }
        layer.finInside = finInside()
        return layer
    }

    /// Share of the fin's own area that falls inside the picture.
    private func finInside() -> Float {
        var inside: Float = 0
        var all: Float = 0
        for mesh in model.meshes.dropFirst().prefix(1) {
            for vertex in mesh.vertices
            where vertex.skin.y > 0 && model.fin.distance(at: vertex.skin) > 0 {
                let pixel = projection.pixel(vertex.place)
                all += 1
                if pixel.x >= 0, pixel.y >= 0, pixel.x < Float(projection.width),
                    pixel.y < Float(projection.height)
                {
                    inside += 1
                }
            }
        }
        return all > 0 ? inside / all : 0
    }
}

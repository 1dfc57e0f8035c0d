/// From places in the world to pixels: x right, y away from the camera, z up from the mean sea.
struct Projection: Sendable {
    let width: Int
    let height: Int
    let cameraHeight: Float
    /// Focal length in pixels.
    let focal: Float
    private var horizonRow: Float
    private let tilt: Float

    init(_ scene: Scene) {
        width = scene.width
        height = scene.height
        cameraHeight = max(scene.camera.height, 0.3)
        focal = max(scene.camera.focalLength, 0.1) * Float(scene.width)
        horizonRow = scene.camera.horizon * Float(scene.height)
        tilt = clamp(scene.camera.tilt, -0.3, 0.3)
    }

    /// Aims higher, by a tangent.
    mutating func raise(by tangent: Float) {
        horizonRow += focal * tangent
    }

    /// The horizon's row in a column.
    @inline(__always)
    func horizon(column: Float) -> Float {
        horizonRow + tilt * (column - Float(width) / 2)
    }

    /// Direction along the picture, per metre away, that a column looks in.
    @inline(__always)
    func slope(column: Float) -> Float {
        (column - Float(width) / 2) / focal
    }

    /// Column and row of a place.
    @inline(__always)
    func pixel(_ place: Vector3) -> Vector2 {
        let away = max(place.y, 0.1)
        let column = Float(width) / 2 + focal * place.x / away
        return Vector2(column, horizon(column: column) + focal * (cameraHeight - place.z) / away)
    }
}

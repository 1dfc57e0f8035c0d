/// What the water is like.
public struct SeaState: Hashable, Codable, Sendable {
    /// In m/s: 1 is glassy, 4 ripples, 8 has whitecaps; at most 14.
    public var windSpeed: Float
    /// Where waves run to, in radians: 0 is to the right, π/2 away from the camera.
    public var windDirection: Float
    /// From trough to crest, in metres.
    public var swellHeight: Float
    /// Colour of deep water, from blue (0) over green (0.5) to grey-brown (1).
    public var tint: Float

    /// A breeze over blue-green water.
    public init(
        windSpeed: Float = 4, windDirection: Float = 0.6, swellHeight: Float = 0.15,
        tint: Float = 0.3
    ) {
        self.windSpeed = clamp(windSpeed, 0, 14)
        self.windDirection = windDirection
        self.swellHeight = clamp(swellHeight, 0, 2)
        self.tint = clamp(tint)
    }

    /// Light that comes back out of the water, as a share of what falls in.
    var colour: Vector3 {
        let blue = Vector3(0.010, 0.040, 0.075)
        let green = Vector3(0.014, 0.055, 0.052)
        let grey = Vector3(0.040, 0.052, 0.048)
        return tint < 0.5 ? mix(blue, green, tint * 2) : mix(green, grey, tint * 2 - 1)
    }
}

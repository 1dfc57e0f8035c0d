/// Where a scene's light comes from; angles are in radians.
public struct Light: Hashable, Codable, Sendable {
    /// Height of the sun above the horizon, 0 to π/2.
    public var sunElevation: Float
    /// Direction of the sun: 0 is behind the animals, ±π behind the camera, positive to the right.
    public var sunAzimuth: Float
    /// 0 is a clear sky, 1 overcast.
    public var cloudiness: Float
    /// Share of the light that haze takes from the horizon, 0 to 1.
    public var haze: Float

    /// A plain light: high sun from behind the camera's left shoulder, few clouds.
    public init(
        sunElevation: Float = 0.7, sunAzimuth: Float = -2.5, cloudiness: Float = 0.3,
        haze: Float = 0.2
    ) {
        self.sunElevation = sunElevation
        self.sunAzimuth = sunAzimuth
        self.cloudiness = cloudiness
        self.haze = haze
    }
}

import Foundation

/// Which set a photograph belongs to.
public enum Split: String, Codable, CaseIterable, Sendable {
    /// To learn from.
    case train
    /// To identify.
    case test
}

/// One photograph to be taken: the scene, and what stands beside it in a data set.
public struct PlannedPhotograph: Hashable, Codable, Sendable {
    /// File name without its extension.
    public var name: String
    /// The set that it belongs to.
    public var split: Split
    /// Number of the encounter; photographs of one share day, place, light, sea and camera.
    public var encounter: Int
    /// When it was taken.
    public var date: Date
    /// Degrees north.
    public var latitude: Double
    /// Degrees east.
    public var longitude: Double
    /// Maker and model of the camera.
    public var camera: String
    /// How well the camera keeps the picture when it compresses it as JPEG, 1 to 100.
    public var quality: Int
    /// Names of the animals, the one that the photograph was taken of first; empty for open sea.
    public var individuals: [String]
    /// What to render.
    public var scene: Scene
}

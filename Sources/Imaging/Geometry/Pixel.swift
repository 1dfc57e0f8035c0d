/// A colour: 8-bit sRGB.
public struct Pixel: Sendable, Hashable, CustomStringConvertible {
    /// Red, 0 to 255.
    public var red: UInt8
    /// Green, 0 to 255.
    public var green: UInt8
    /// Blue, 0 to 255.
    public var blue: UInt8

    /// A colour of 8-bit sRGB.
    public init(red: UInt8, green: UInt8, blue: UInt8) {
        self.red = red
        self.green = green
        self.blue = blue
    }

    /// A grey of a lightness, 0 to 255.
    public init(grey: UInt8) {
        self.init(red: grey, green: grey, blue: grey)
    }

    /// No light.
    public static let black = Pixel(grey: 0)
    /// All light.
    public static let white = Pixel(grey: 255)

    /// As in "(255, 0, 17)".
    public var description: String { "(\(red), \(green), \(blue))" }
}

import Foundation

/// What becomes of colours, where that is linear: a matrix and an offset, in levels of 0 to 255.
///
/// Several in a row are one, so that a picture is rounded once, however many changes there are.
public struct ColourTransform: Sendable, Hashable {
    /// What each channel of a colour adds to the channels of the result: of red, of green, of blue.
    public var columns: (red: SIMD3<Double>, green: SIMD3<Double>, blue: SIMD3<Double>) {
        (red, green, blue)
    }

    private var red: SIMD3<Double>
    private var green: SIMD3<Double>
    private var blue: SIMD3<Double>
    /// What is added, in levels.
    public var offset: SIMD3<Double>

    /// A transform by what red, green and blue add to the result's channels, and an offset in levels.
    public init(
        red: SIMD3<Double>, green: SIMD3<Double>, blue: SIMD3<Double>, offset: SIMD3<Double> = .zero
    ) {
        (self.red, self.green, self.blue, self.offset) = (red, green, blue, offset)
    }

    /// The transform that changes nothing.
    public static let identity = ColourTransform(
        red: [1, 0, 0], green: [0, 1, 0], blue: [0, 0, 1])

    /// How bright red, green and blue are seen: luma, the Y of YIQ (ITU-R BT.601).
    public static let luma: SIMD3<Double> = [0.299, 0.587, 0.114]

    /// RGB to YIQ (NTSC), rounded as TensorFlow Addons has it.
    private static let yiq = ColourTransform(
        red: [0.299, 0.596, 0.211], green: [0.587, -0.274, -0.523], blue: [0.114, -0.322, 0.312])

    /// YIQ to RGB.
    private static let rgb = ColourTransform(
        red: [1, 1, 1], green: [0.95617069, -0.2726886, -1.103744],
        blue: [0.62143257, -0.64681324, 1.70062309])

    /// Hue turned, saturation and value multiplied, all in YIQ (`adjust_hsv_in_yiq` of TensorFlow Addons).
    ///
    /// - Parameter hue: in radians.
    public static func yiq(
        hue: Double, saturation: Double, value: Double
    ) -> ColourTransform {
        let along = value * saturation * cos(hue)
        let across = value * saturation * sin(hue)
        let turn = ColourTransform(
            red: [value, 0, 0], green: [0, along, across], blue: [0, -across, along])
        return yiq.followed(by: turn).followed(by: rgb)
    }

    /// Distances from a colour, such as a picture's mean, multiplied.
    public static func contrast(_ factor: Double, about mean: SIMD3<Double>) -> ColourTransform {
        ColourTransform(
            red: [factor, 0, 0], green: [0, factor, 0], blue: [0, 0, factor],
            offset: mean * (1 - factor))
    }

    /// Levels added to every channel.
    public static func brightness(_ levels: Double) -> ColourTransform {
        var result = identity
        result.offset = SIMD3(repeating: levels)
        return result
    }

    /// Every channel becomes luma.
    public static let greyscale = ColourTransform(
        red: SIMD3(repeating: luma.x), green: SIMD3(repeating: luma.y),
        blue: SIMD3(repeating: luma.z))

    /// This transform, followed by another; nothing is rounded or cut to 0…255 between them.
    public func followed(by next: ColourTransform) -> ColourTransform {
        func turned(_ vector: SIMD3<Double>) -> SIMD3<Double> {
            next.red * vector.x + next.green * vector.y + next.blue * vector.z
        }
        return ColourTransform(
            red: turned(red), green: turned(green), blue: turned(blue),
            offset: turned(offset) + next.offset)
    }

    /// What becomes of a colour, in levels that may lie outside of 0…255.
    public func apply(_ colour: SIMD3<Double>) -> SIMD3<Double> {
        red * colour.x + green * colour.y + blue * colour.z + offset
    }
}

extension PixelImage {
    /// Hue turned, saturation and value multiplied, in HSV (the hexagonal cone), each pixel by itself.
    ///
    /// Other than `ColourTransform.yiq` this is not linear: greys stay grey, and full colours are cut to what can
    /// be shown.
    ///
    /// - Parameter hue: as a share of the whole turn, so that 1/3 makes red green.
    public func adjusted(hue: Double, saturation: Double, value: Double) -> PixelImage {
        precondition(
            hue.isFinite && saturation >= 0 && value >= 0,
            "hue \(hue), saturation × \(saturation), value × \(value)")
        var turn = Float(hue - hue.rounded(.down)) * 6
        if turn >= 6 { turn = 0 }
        let (saturation, value) = (Float(min(saturation, 255)), Float(min(value, 255)))
        return PixelImage(size: size) { target in
            let source = bytes
            for place in stride(from: 0, to: target.count, by: 3) {
                let red = Float(source[place])
                let green = Float(source[place + 1])
                let blue = Float(source[place + 2])
                let most = max(red, green, blue)
                let range = most - min(red, green, blue)
                var hue: Float = 0
                if range > 0 {
                    if most == red {
                        hue = (green - blue) / range
                    } else if most == green {
                        hue = 2 + (blue - red) / range
                    } else {
                        hue = 4 + (red - green) / range
                    }
                }
                hue += turn
                if hue < 0 { hue += 6 } else if hue >= 6 { hue -= 6 }
                let light = min(most * value, 255)
                let colour = most > 0 ? min(range / most * saturation, 1) * light : 0
                /// The channel that is full where the hue is `centre`.
                func level(_ centre: Float) -> UInt8 {
                    let distance = abs(hue - centre)
                    let away = min(distance, 6 - distance)
                    return UInt8(light - colour * min(max(away - 1, 0), 1) + 0.5)
                }
                target[place] = level(0)
                target[place + 1] = level(2)
                target[place + 2] = level(4)
            }
        }
    }
}

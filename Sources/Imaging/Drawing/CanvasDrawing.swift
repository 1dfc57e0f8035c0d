extension PixelCanvas {
    /// Draws the edge of a rectangle, inside of it, as far as it lies within the canvas.
    func outline(_ box: PixelRectangle, with colour: Pixel, thickness: Int = 2) {
        let across = min(thickness, box.width)
        let down = min(thickness, box.height)
        fill(PixelRectangle(x: box.x, y: box.y, width: box.width, height: down), with: colour)
        fill(
            PixelRectangle(
                x: box.x, y: box.y + box.height - down, width: box.width, height: down),
            with: colour)
        fill(PixelRectangle(x: box.x, y: box.y, width: across, height: box.height), with: colour)
        fill(
            PixelRectangle(
                x: box.x + box.width - across, y: box.y, width: across, height: box.height),
            with: colour)
    }

    /// Blends a colour in where text covers pixels, cut to an area that must lie within the canvas.
    func draw(_ mask: TextMask, colour: Pixel, in area: PixelRectangle) {
        let ink = [colour.red, colour.green, colour.blue].map { Int($0) }
        for row in 0..<min(mask.size.height, area.height) {
            for column in 0..<min(mask.size.width, area.width) {
                let alpha = Int(mask.coverage[row * mask.size.width + column])
                let target = pixel(area.x + column, area.y + row)
                for channel in 0..<3 {
                    let under = Int(target[channel]) * (255 - alpha)
                    target[channel] = UInt8((under + ink[channel] * alpha + 127) / 255)
                }
            }
        }
    }
}

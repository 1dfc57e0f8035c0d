import CVips

/// Rendered text: how much of each pixel it covers.
struct TextMask {
    let size: ImageSize
    /// 0 to 255, row by row.
    let coverage: [UInt8]

    /// Renders a line of text, letters `pixels` high; `nil` where it is blank or there is no font.
    init?(_ text: String, pixels: Int) {
        let line = String(text.unicodeScalars.map { $0.value < 0x20 ? " " : Character($0) })
        guard !line.trimmed.isEmpty else { return nil }
        var width: Int32 = 0
        var height: Int32 = 0
        let coverage: [UInt8]? = try? Vips.run {
            guard let mask = cvips_text(line, Int32(pixels), &width, &height) else {
                throw VipsFailure.last
            }
            defer { cvips_free(mask) }
            return Array(UnsafeBufferPointer(start: mask, count: Int(width) * Int(height)))
        }
        guard let coverage else { return nil }
        size = ImageSize(width: Int(width), height: Int(height))
        self.coverage = coverage
    }
}

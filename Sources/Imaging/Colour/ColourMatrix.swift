/// A colour transform as a pass over a row of pixels has it.
struct ColourMatrix {
    private let isIdentity: Bool
    private let red: SIMD4<Float>
    private let green: SIMD4<Float>
    private let blue: SIMD4<Float>
    private let offset: SIMD4<Float>

    init(_ transform: ColourTransform) {
        func row(_ vector: SIMD3<Double>) -> SIMD4<Float> { SIMD4(SIMD3<Float>(vector), 0) }
        isIdentity = transform == .identity
        let columns = transform.columns
        red = row(columns.red)
        green = row(columns.green)
        blue = row(columns.blue)
        offset = row(transform.offset)
    }

    /// Writes the means of sums (red, green, blue, count), blended into what is there as far as samples lack.
    func write(
        _ sums: UnsafeMutablePointer<SIMD4<Int32>>, _ columns: Range<Int>, samples: Int,
        bits: Int32, to row: UnsafeMutablePointer<UInt8>
    ) {
        let one = Float(Int32(1) << bits)
        for column in columns {
            let sum = sums[column]
            let count = sum[3]
            if count == 0 { continue }
            var colour = SIMD4<Float>(sum) * (1 / (one * Float(count)))
            if !isIdentity {
                colour = red * colour[0] + green * colour[1] + blue * colour[2] + offset
                // What is too bright to be shown is cut before it is blended, as it would be by itself.
                for channel in 0..<3 { colour[channel] = min(max(colour[channel], 0), 255) }
            }
            let pixel = row + column * 3
            if Int(count) < samples {
                let under = SIMD4<Float>(
                    Float(pixel[0]), Float(pixel[1]), Float(pixel[2]), 0)
                colour = under + (colour - under) * (Float(count) / Float(samples))
            }
            pixel[0] = UInt8(colour[0] + 0.5)
            pixel[1] = UInt8(colour[1] + 0.5)
            pixel[2] = UInt8(colour[2] + 0.5)
        }
    }
}

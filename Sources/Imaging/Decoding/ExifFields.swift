/// The fields of EXIF that photographs of animals are sorted by, as libvips names and writes them.
enum ExifFields {
    static let make = "exif-ifd0-Make"
    static let model = "exif-ifd0-Model"
    static let time = "exif-ifd2-DateTimeOriginal"
    /// Where a time may stand, the best first.
    static let times = [time, "exif-ifd2-DateTimeDigitized", "exif-ifd0-DateTime"]
    static let latitude = "exif-ifd3-GPSLatitude"
    static let latitudeSide = "exif-ifd3-GPSLatitudeRef"
    static let longitude = "exif-ifd3-GPSLongitude"
    static let longitudeSide = "exif-ifd3-GPSLongitudeRef"

    /// A field's value: libvips writes "value (readable value, type, components, bytes)".
    static func value(_ field: String?) -> String? {
        guard let field else { return nil }
        // A value may hold brackets itself, so that the last " (" before the type counts.
        let types = [", ASCII, ", ", Rational, ", ", Short, ", ", Undefined, "]
        guard types.contains(where: { field.contains($0) }),
            let end = openingOfDescription(field)
        else { return field.trimmed.isEmpty ? nil : field.trimmed }
        let value = String(field[..<end]).trimmed
        return value.isEmpty ? nil : value
    }

    /// Where the description opens: the value stands before it, and again in it.
    private static func openingOfDescription(_ field: String) -> String.Index? {
        var openings = field.indices.filter { field[$0...].hasPrefix(" (") }
        if let same = openings.first(where: { opening in
            let value = String(field[..<opening]).trimmed
            return field[opening...].dropFirst(2).hasPrefix(value + ",")
        }) {
            return same
        }
        openings.removeAll { field[$0...].dropFirst(2).isEmpty }
        return openings.first
    }

    /// Degrees from rationals, "12/1 34/1 5600/100": degrees, minutes, seconds.
    static func degrees(_ field: String?, side: String?, negative: Character) -> Double? {
        guard let text = value(field), let side = value(side)?.first?.uppercased() else {
            return nil
        }
        let parts = text.split(separator: " ").map { rational in
            let terms = rational.split(separator: "/").compactMap { Double($0) }
            return terms.count == 2 && terms[1] != 0 ? terms[0] / terms[1] : nil
        }
        guard parts.count == 3, let whole = parts[0] else { return nil }
        let degrees = whole + (parts[1] ?? 0) / 60 + (parts[2] ?? 0) / 3600
        return side == String(negative) ? -degrees : degrees
    }

    /// Degrees as rationals, to a ten-thousandth of a second (3 mm).
    static func rationals(_ degrees: Double) -> String {
        let units = Int((abs(degrees) * 3600 * 10_000).rounded())
        let (minutes, seconds) = units.quotientAndRemainder(dividingBy: 600_000)
        let (whole, minute) = minutes.quotientAndRemainder(dividingBy: 60)
        return "\(whole)/1 \(minute)/1 \(seconds)/10000"
    }
}

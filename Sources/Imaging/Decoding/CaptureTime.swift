/// A date and time of day without a zone: what a camera's clock showed.
public struct CaptureTime: Sendable, Hashable, Comparable, Codable, CustomStringConvertible {
    /// The year, 1 to 9999.
    public let year: Int
    /// The month, 1 to 12.
    public let month: Int
    /// The day, 1 to 31.
    public let day: Int
    /// The hour, 0 to 23.
    public let hour: Int
    /// The minute, 0 to 59.
    public let minute: Int
    /// The second, 0 to 60.
    public let second: Int

    /// A time; `nil` where there is no such one.
    public init?(
        year: Int, month: Int, day: Int, hour: Int = 0, minute: Int = 0, second: Int = 0
    ) {
        let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
        let days = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
        guard (1...9999).contains(year), (1...12).contains(month),
            (1...days[month - 1]).contains(day), (0...23).contains(hour),
            (0...59).contains(minute), (0...60).contains(second)
        else { return nil }
        self.year = year
        self.month = month
        self.day = day
        self.hour = hour
        self.minute = minute
        self.second = second
    }

    /// From EXIF's form, "2020:01:31 14:05:09"; cameras without a clock write zeros or blanks, which is `nil`.
    init?(exif text: String) {
        let parts = text.split(whereSeparator: { " :".contains($0) }).map { Int($0) }
        guard parts.count == 6, !parts.contains(nil) else { return nil }
        let numbers = parts.compactMap { $0 }
        self.init(
            year: numbers[0], month: numbers[1], day: numbers[2], hour: numbers[3],
            minute: numbers[4], second: numbers[5])
    }

    /// EXIF's form.
    var exif: String {
        "\(pad(year, 4)):\(pad(month)):\(pad(day)) \(pad(hour)):\(pad(minute)):\(pad(second))"
    }

    /// As in "2020-01-31T14:05:09".
    public var description: String {
        "\(pad(year, 4))-\(pad(month))-\(pad(day))T\(pad(hour)):\(pad(minute)):\(pad(second))"
    }

    /// Whether one time is before another.
    public static func < (left: CaptureTime, right: CaptureTime) -> Bool {
        left.exif < right.exif
    }

    private func pad(_ number: Int, _ length: Int = 2) -> String {
        let digits = String(number)
        return String(repeating: "0", count: max(0, length - digits.count)) + digits
    }
}

/// When a photograph was taken, as exactly as is known: year, month, day or second.
///
/// The camera's own clock, without a time zone. Read from `2019`, `2019-07`, `2019-07-21`,
/// `2019/07/21`, `2019:07:21` (EXIF) and `20190721`, the day followed by `T` or a space and `14:05` or
/// `14:05:59`; fractions of seconds and a zone are left away. Days before months (`21/07/2019`) are
/// refused, as nobody can tell them from months before days. Earlier comes first, and a day before
/// its own hours.
public struct PhotographDate: Sendable, Hashable, Comparable, CustomStringConvertible {
    /// The year, 1 to 9999.
    public let year: Int
    /// The month, 1 to 12.
    public let month: Int?
    /// The day of the month, 1 to 31.
    public let day: Int?
    /// The second of the day, 0 to 86,400 (with a leap second).
    public let second: Int?

    /// Reads a date; `nil` where the text is none of the forms above, or there is no such day.
    public init?(_ text: String) {
        var scanner = DigitScanner(text)
        guard let year = scanner.number(digits: 4), year > 0 else { return nil }
        self.year = year
        var month: Int?
        var day: Int?
        var second: Int?
        if !scanner.isAtEnd {
            let separator = scanner.skip("-/:")
            month = scanner.number(digits: 2)
            guard let found = month, 1...12 ~= found else { return nil }
            if !scanner.isAtEnd || separator == nil {
                guard scanner.skip("-/:") == separator else { return nil }
                day = scanner.number(digits: 2)
                guard let day, 1...Self.days(in: found, of: year) ~= day else { return nil }
            }
            if !scanner.isAtEnd {
                guard scanner.skip("Tt ") != nil, let found = scanner.timeOfDay() else {
                    return nil
                }
                second = found
            }
        }
        self.month = month
        self.day = day
        self.second = second
    }

    /// ISO 8601, as exact as the date is: `2019-07-21T14:05:59`.
    public var description: String {
        var text = Self.padded(year, 4)
        if let month { text += "-" + Self.padded(month, 2) }
        if let day { text += "-" + Self.padded(day, 2) }
        if let second {
            let parts = [min(second / 3600, 23), min(second / 60, 1439) % 60, second % 60]
            let seconds = second == 86_400 ? 60 : parts[2]
            text +=
                "T"
                + [parts[0], parts[1], seconds].map { Self.padded($0, 2) }
                .joined(separator: ":")
        }
        return text
    }

    /// The day alone; `nil` where only the month or year is known.
    public var dayOnly: String? { day == nil ? nil : String(description.prefix(10)) }

    /// Seconds since some fixed day; `nil` where the time of the day is not known.
    public var absoluteSecond: Int? {
        guard let month, let day, let second else { return nil }
        // Days of the proleptic Gregorian calendar, its years beginning in March.
        let shifted = month > 2 ? year : year - 1
        let dayOfYear = (153 * ((month + 9) % 12) + 2) / 5 + day
        let days = shifted * 365 + shifted / 4 - shifted / 100 + shifted / 400 + dayOfYear
        return days * 86_400 + second
    }

    /// Earlier dates first, less exact ones before more exact ones.
    public static func < (one: PhotographDate, other: PhotographDate) -> Bool {
        func key(_ date: PhotographDate) -> (Int, Int, Int, Int) {
            (date.year, date.month ?? 0, date.day ?? 0, date.second ?? -1)
        }
        return key(one) < key(other)
    }

    private static func days(in month: Int, of year: Int) -> Int {
        switch month {
        case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }

    private static func padded(_ number: Int, _ digits: Int) -> String {
        let text = String(number)
        return String(repeating: "0", count: max(0, digits - text.utf8.count)) + text
    }
}

/// Reads numbers of so many digits.
private struct DigitScanner {
    private var rest: Substring.UTF8View

    init(_ text: String) { rest = text[...].utf8 }

    var isAtEnd: Bool { rest.isEmpty }

    mutating func number(digits: Int) -> Int? {
        var value = 0
        for _ in 0..<digits {
            guard let byte = rest.first, 48...57 ~= byte else { return nil }
            value = value * 10 + Int(byte - 48)
            rest.removeFirst()
        }
        return value
    }

    /// The next byte if it is one of these.
    mutating func skip(_ bytes: StaticString) -> UInt8? {
        guard let first = rest.first,
            bytes.withUTF8Buffer({ $0.contains(first) })
        else { return nil }
        rest.removeFirst()
        return first
    }

    /// Seconds of `14:05` or `14:05:59.25+02:00`, to the end of the text.
    mutating func timeOfDay() -> Int? {
        guard let hour = number(digits: 2), hour < 24, skip(":") != nil,
            let minute = number(digits: 2), minute < 60
        else { return nil }
        var second = 0
        if skip(":") != nil {
            guard let found = number(digits: 2), found <= 60 else { return nil }
            // A leap second is kept at the end of a day, and let go of elsewhere.
            second = found == 60 && (hour, minute) != (23, 59) ? 59 : found
            if skip(".,") != nil {
                guard number(digits: 1) != nil else { return nil }
                while number(digits: 1) != nil {}
            }
        }
        _ = skip(" ")
        if skip("Zz") == nil, skip("+-") != nil {
            guard number(digits: 2) != nil else { return nil }
            _ = skip(":")
            _ = number(digits: 2)
        }
        return isAtEnd ? hour * 3600 + minute * 60 + second : nil
    }
}

import CVips

/// Why libvips could not do what it was asked to, in its own words.
struct VipsFailure: Error {
    let message: String

    /// What the last call on this thread complained about, in one line.
    static var last: VipsFailure {
        let lines = String(cString: cvips_error()).split(whereSeparator: \.isNewline)
            .map(\.trimmed).filter { !$0.isEmpty }
        var seen = Set<String>()
        let reasons = lines.filter { seen.insert($0).inserted }
        return VipsFailure(
            message: reasons.isEmpty
                ? "it ends too soon, or cannot be decoded" : reasons.joined(separator: "; "))
    }
}

/// Entry to libvips.
enum Vips {
    private static let isStarted = cvips_start()

    /// Runs calls to libvips.
    ///
    /// libvips keeps one buffer of errors for all threads. So what fails is run once more with all other
    /// threads kept out: then the message is its own. `body` must not enter again, and must be able to run
    /// twice.
    static func run<Result>(_ body: () throws -> Result) throws -> Result {
        guard isStarted else { throw VipsFailure(message: "libvips cannot start") }
        do {
            return try entered(alone: false, body)
        } catch is VipsFailure {
            return try entered(alone: true, body)
        }
    }

    private static func entered<Result>(
        alone: Bool, _ body: () throws -> Result
    ) throws -> Result {
        cvips_enter(alone)
        defer { cvips_leave() }
        return try body()
    }

    /// How often decoders warned, on any thread, that a JPEG file's data ends before the picture does.
    static var missingDataWarnings: UInt64 { cvips_missing_data_warnings() }

    /// As in "8.14.1".
    static var version: String { String(cString: cvips_version()) }

    /// Whether this libvips reads a format.
    static func canRead(_ format: ImageFormat) -> Bool {
        isStarted && cvips_can_load(format.rawValue)
    }
}

extension StringProtocol {
    /// Without white space at either end.
    var trimmed: String {
        let characters = drop(while: \.isWhitespace)
        return String(characters.reversed().drop(while: \.isWhitespace).reversed())
    }
}

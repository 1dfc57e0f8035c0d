/// Numbers as text.
enum NumberText {
    /// The shortest text that reads back as the same number, whole numbers without a point.
    static func text(_ number: Double) -> String {
        if let whole = Int64(exactly: number), whole.magnitude < 1 << 53 { return "\(whole)" }
        return "\(number)"
    }

    /// The numbers of a text such as `2 116 802 665`, `[1, 2.5, 3e2]` or `[[1 2 3 4]\n [5 6 7 8]]`,
    /// whose words are split at spaces, commas and brackets; a word that is no number becomes NaN.
    static func numbers(_ text: String) -> [Double] {
        text.utf8.split { byte in
            switch byte {
            case UInt8(ascii: " "), UInt8(ascii: ","), UInt8(ascii: "["), UInt8(ascii: "]"),
                UInt8(ascii: "("), UInt8(ascii: ")"), UInt8(ascii: "\n"), UInt8(ascii: "\r"),
                UInt8(ascii: "\t"):
                true
            default: false
            }
        }.map { Double(Substring($0)) ?? .nan }
    }
}

/// What must be known of an embedded colour profile (ICC.1:2022).
enum ColourProfile {
    /// Whether a profile says that it is sRGB: then there is nothing to convert, which is most photographs.
    ///
    /// Cameras and programs embed sRGB in many variants, all of which mean the same pixels.
    static func isSRGB(_ profile: [UInt8]) -> Bool {
        guard profile.count >= 132, Array(profile[16..<20]) == Array("RGB ".utf8) else {
            return false
        }
        let description = text(of: "desc", in: profile)
        return description.contains("sRGB") && !description.lowercased().contains("linear")
    }

    /// Whether a profile describes colours of so many channels.
    static func fits(_ profile: [UInt8], channels: Int) -> Bool {
        guard profile.count >= 132 else { return false }
        return switch String(decoding: profile[16..<20], as: UTF8.self) {
        case "RGB ", "Lab ": channels == 3
        case "GRAY": channels == 1
        case "CMYK": channels == 4
        default: false
        }
    }

    /// The printable characters of a tag of text, whether it is ASCII or UTF-16.
    private static func text(of tag: String, in profile: [UInt8]) -> String {
        let count = min(number(profile, 128), 100)
        for index in 0..<count {
            let entry = 132 + index * 12
            guard entry + 12 <= profile.count else { break }
            guard profile[entry..<entry + 4].elementsEqual(tag.utf8) else { continue }
            let start = number(profile, entry + 4)
            let end = start + min(number(profile, entry + 8), 1024)
            guard start <= profile.count else { break }
            let bytes = profile[start..<min(end, profile.count)].filter {
                (0x20..<0x7F).contains($0)
            }
            return String(decoding: bytes, as: UTF8.self)
        }
        return ""
    }

    private static func number(_ bytes: [UInt8], _ offset: Int) -> Int {
        bytes[offset..<offset + 4].reduce(0) { $0 << 8 | Int($1) }
    }
}

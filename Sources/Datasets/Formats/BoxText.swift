/// Boxes as one field of a table: `2 116 802 665 pixels fin 0.93 yolov5s; 0 0 1 1 fractions body - voc`.
///
/// Each box is left, top, right, bottom, unit, class, confidence (`-` for none) and origin, parted by
/// spaces, and boxes by `; `. In classes and origins spaces, `;`, `%` and control characters are written
/// as `%` and two hexadecimal digits, and so is the first letter of a lone `-`; an empty text is `-`.
enum BoxText {
    static func text(_ labels: [BoxLabel]) -> String {
        labels.map { label in
            let box = label.box
            let corners = [box.left, box.top, box.right, box.bottom].map(NumberText.text)
            return
                (corners + [
                    box.unit.rawValue, escaped(label.className),
                    label.confidence.map(NumberText.text) ?? "-", escaped(label.origin),
                ]).joined(separator: " ")
        }.joined(separator: "; ")
    }

    /// The boxes of a field; `nil` where it is in another form.
    static func labels(_ text: String) -> [BoxLabel]? {
        var labels: [BoxLabel] = []
        for part in text.utf8.split(separator: UInt8(ascii: ";")) {
            let words = part.split(separator: UInt8(ascii: " ")).map { Substring($0) }
            guard words.count == 8, let unit = Box.Unit(rawValue: String(words[4])),
                let className = unescaped(words[5]), let origin = unescaped(words[7])
            else { return nil }
            let corners = words[..<4].map { Double($0) ?? .nan }
            let confidence = words[6] == "-" ? nil : Double(words[6]) ?? .nan
            labels.append(
                BoxLabel(
                    Box(
                        left: corners[0], top: corners[1], right: corners[2], bottom: corners[3],
                        unit: unit),
                    className: className, confidence: confidence, origin: origin))
        }
        return labels
    }

    private static let escaping = PercentEscaping(" ;")

    private static func escaped(_ text: String) -> String {
        if text.isEmpty { return "-" }
        return text == "-" ? "%2D" : escaping.escaped(text)
    }

    private static func unescaped(_ text: Substring) -> String? {
        text == "-" ? "" : escaping.unescaped(text)
    }
}

/// A text as YAML holds it, whatever it is.
func quoted(_ text: String) -> String {
    "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
}

/// A value, or `null` where there is none.
func optional(_ value: (some CustomStringConvertible)?) -> String {
    value.map(\.description) ?? "null"
}

/// The lines of a text, that many spaces to the right.
func indented(_ text: String, by count: Int) -> String {
    let space = String(repeating: " ", count: count)
    return text.split(separator: "\n", omittingEmptySubsequences: false)
        .map { $0.isEmpty ? "" : space + $0 }
        .joined(separator: "\n")
}

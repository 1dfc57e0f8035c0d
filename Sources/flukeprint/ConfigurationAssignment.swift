/// `key="value"` where a value is given on the command line, as configurations take it.
func assignment(_ key: String, _ value: String?) -> [String] {
    value.map { ["\(key)=\(quoted($0))"] } ?? []
}

/// `key=["value", …]` where values are given on the command line.
func assignment(_ key: String, _ values: [String]) -> [String] {
    values.isEmpty ? [] : ["\(key)=[\(values.map(quoted).joined(separator: ", "))]"]
}

private func quoted(_ text: String) -> String {
    "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
}

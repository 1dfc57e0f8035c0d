/// `key="value"` where a value is given on the command line, as configurations take it.
func assignment(_ key: String, _ value: String?) -> [String] {
    value.map { text in
        let escaped = text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"")
        return ["\(key)=\"\(escaped)\""]
    } ?? []
}

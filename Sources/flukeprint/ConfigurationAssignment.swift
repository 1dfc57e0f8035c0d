import Pipeline

/// `key="value"` where a value is given on the command line, as configurations take it.
func assignment(_ key: String, _ value: String?) -> [String] {
    value.map { ["\(key)=\(quoted($0))"] } ?? []
}

/// `key=["value", …]` where values are given on the command line.
func assignment(_ key: String, _ values: [String]) -> [String] {
    values.isEmpty ? [] : ["\(key)=[\(values.map(quoted).joined(separator: ", "))]"]
}

extension YAMLConfiguration {
    /// The configuration of a file, with the command line's values in their places; the defaults where there is neither.
    ///
    /// - Throws: `DatasetError` where the file, or a value, is not what it can be.
    init(file path: String?, assignments: [String]) throws {
        if let path {
            try self.init(contentsOf: path, assignments: assignments)
        } else if assignments.isEmpty {
            self.init()
        } else {
            try self.init(yaml: "", path: "the command line", assignments: assignments)
        }
    }
}

private func quoted(_ text: String) -> String {
    "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
}

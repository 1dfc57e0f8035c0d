import Foundation

/// An epoch's values in a line on the terminal.
struct EpochLine {
    let text: String

    /// The values that are there, with names where their format has no unit.
    init(_ values: [String: Double], of epochs: Int, shown: [(name: String, format: String)]) {
        let parts = shown.compactMap { name, format in
            values[name].map { value in
                format.contains(" ")
                    ? String(format: format, value)
                    : name + " " + String(format: format, value)
            }
        }
        text = "epoch \(Int(values["epoch"] ?? 0)) of \(epochs): " + parts.joined(separator: ", ")
    }
}

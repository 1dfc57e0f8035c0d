import Foundation

/// How far a step is, and its words.
struct ProgressStep: Sendable {
    var label: String
    var unit: String
    var total: Int?
    /// How many were done before the clock started.
    var before: Int
    var done: Int
    var note = ""

    init(label: String, unit: String, total: Int?, before: Int = 0) {
        self.label = label
        self.unit = unit
        self.total = total
        self.before = before
        done = before
    }

    /// Such as `simulate 30/120 photographs, 25 %, 2.1/s, 43 s left`.
    func line(after seconds: Double) -> String {
        var parts = ["\(label) \(done)" + (total.map { "/\($0)" } ?? "") + " \(unit)"]
        if let total, total > 0 { parts.append("\(done * 100 / total) %") }
        let rate = seconds > 0 ? Double(done - before) / seconds : 0
        if rate > 0 {
            parts.append(String(format: rate < 10 ? "%.1f/s" : "%.0f/s", rate))
            if let total, total > done {
                parts.append(Self.duration(Double(total - done) / rate) + " left")
            } else {
                parts.append(Self.duration(seconds))
            }
        }
        if !note.isEmpty { parts.append(note) }
        return parts.joined(separator: ", ")
    }

    /// The line behind a bar, where the total is known.
    func bar(after seconds: Double) -> String {
        guard let total, total > 0 else { return line(after: seconds) }
        let filled = min(done * 24 / total, 24)
        let bar =
            String(repeating: "█", count: filled) + String(repeating: "░", count: 24 - filled)
        return "\(bar) \(line(after: seconds))"
    }

    /// Such as `43 s`, `7 min 05 s` or `3 h 20 min`.
    static func duration(_ seconds: Double) -> String {
        let whole = Int(min(max(seconds, 0), 1e9).rounded())
        switch whole {
        case ..<60: return "\(whole) s"
        case ..<3600: return String(format: "%d min %02d s", whole / 60, whole % 60)
        default: return String(format: "%d h %02d min", whole / 3600, whole / 60 % 60)
        }
    }
}

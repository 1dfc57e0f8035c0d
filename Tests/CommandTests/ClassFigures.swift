import Foundation

/// What `train` writes, and `classify --json` prints, about classes.
struct ClassFigures: Decodable {
    struct Group: Decodable {
        let name: String
        let learned: Int
        let count: Int
    }
    let label: String
    let count: Int
    let top1: Double
    let classes: [Group]

    init(_ json: String) throws {
        self = try JSONDecoder().decode(Self.self, from: Data(json.utf8))
    }

    init(contentsOf path: String) throws {
        try self.init(String(contentsOfFile: path, encoding: .utf8))
    }
}

/// The table that `classify` writes, whose cells hold neither commas nor quotes here.
struct AnswerTable {
    let columns: [String]
    /// Cells by their columns.
    let rows: [[String: String]]

    init(contentsOf path: String) throws {
        let lines = try String(contentsOfFile: path, encoding: .utf8)
            .split(separator: "\n").map {
                $0.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
            }
        let columns = lines.first ?? []
        self.columns = columns
        rows = lines.dropFirst().map { Dictionary(uniqueKeysWithValues: zip(columns, $0)) }
    }

    /// The share of rows with a label whose likeliest class is that.
    func accuracy(
        by label: String, where isWanted: ([String: String]) -> Bool = { _ in true }
    ) -> Double {
        let judged = rows.filter { $0[label]?.isEmpty == false && isWanted($0) }
        return Double(judged.count { $0["class_1"] == $0[label] }) / Double(judged.count)
    }
}

import Datasets
import Foundation
import TensorFiles

/// A table of numbers that grows by a row at a time: `log.csv` in a run's folder.
///
/// After an interruption the table is cut back to the rows that the checkpoint knows of, so that none stands there twice,
/// and a row that was not written to its end is dropped.
public final class MetricsLog {
    /// The file.
    public let path: String
    /// The columns, the first being the step or epoch that rows are told apart by.
    public let columns: [String]
    /// The rows, numbers by column; empty cells are `nil`.
    public private(set) var rows: [[Double?]]
    private let file: FileHandle

    /// Opens a log, or starts one.
    ///
    /// - Parameter last: the greatest step that stays; later rows are dropped.
    /// - Throws: `DatasetError` where the file holds another table, `TensorFileError` where it cannot be written.
    public init(path: String, columns: [String], keepingThrough last: Double) throws {
        self.path = path
        self.columns = columns
        let exists = FileManager.default.fileExists(atPath: path)
        rows =
            exists
            ? try Self.read(path, columns).filter { ($0.first ?? nil) ?? .infinity <= last } : []
        let text = ([columns.joined(separator: ",")] + rows.map(Self.line)).map { $0 + "\n" }
        try AtomicFile.write(Array(text.joined().utf8), to: path)
        do {
            file = try FileHandle(forWritingTo: URL(fileURLWithPath: path))
            try file.seekToEnd()
        } catch {
            throw Self.refusal(path, error)
        }
    }

    /// Adds a row; columns that `values` lacks stay empty.
    ///
    /// - Throws: `TensorFileError` where it cannot be written; the rows before it stay.
    public func append(_ values: [String: Double]) throws {
        precondition(
            values.keys.allSatisfy(columns.contains), "a row has other columns than \(columns)")
        let row = columns.map { values[$0] }
        do {
            let end = try file.offset()
            do {
                try file.write(contentsOf: Data((Self.line(row) + "\n").utf8))
            } catch {
                try file.truncate(atOffset: end)
                throw error
            }
        } catch {
            throw Self.refusal(path, error)
        }
        rows.append(row)
    }

    /// The values of a column with those of the first, where both are there.
    public func points(_ column: String) -> [LineChart.Point] {
        guard let index = columns.firstIndex(of: column) else { return [] }
        return rows.compactMap { row in
            guard let x = row[0], let y = row[index] else { return nil }
            return LineChart.Point(x, y)
        }
    }

    /// The values of the row of a step; none where there is no such row.
    func values(at step: Double) -> [String: Double] {
        guard let row = rows.last(where: { $0.first == .some(step) }) else { return [:] }
        return zip(columns, row).reduce(into: [:]) { $0[$1.0] = $1.1 }
    }

    private static func line(_ row: [Double?]) -> String {
        row.map { $0.map { "\($0)" } ?? "" }.joined(separator: ",")
    }

    private static func refusal(_ path: String, _ error: any Error) -> TensorFileError {
        TensorFileError(
            path: path, problem: "cannot be written: \(error.localizedDescription)",
            advice: "free some space, then start the run again: it goes on where it stood",
            kind: .unwritable)
    }

    private static func read(_ path: String, _ columns: [String]) throws -> [[Double?]] {
        let text = try String(contentsOfFile: path, encoding: .utf8)
        // Behind the last line feed there is nothing, or a row cut short.
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false).dropLast()
        let header = lines.popFirst().map { $0.split(separator: ",").map(String.init) } ?? []
        guard header == columns else {
            throw DatasetError(
                path: path, line: 1,
                problem: "expected the columns \(columns.joined(separator: ", ")), "
                    + "found \(header.joined(separator: ", "))",
                advice: "name another folder for the run")
        }
        return try lines.enumerated().map { index, line in
            let cells = line.split(separator: ",", omittingEmptySubsequences: false)
            let row = cells.map { Double($0) }
            guard cells.count == columns.count,
                zip(cells, row).allSatisfy({ $0.isEmpty || $1 != nil })
            else {
                throw DatasetError(
                    path: path, line: index + 2, problem: "expected \(columns.count) numbers")
            }
            return row
        }
    }
}

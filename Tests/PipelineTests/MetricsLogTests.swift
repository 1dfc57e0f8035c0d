import Datasets
import Foundation
import Pipeline
import Testing

@Suite struct MetricsLogTests {
    private let path = NSTemporaryDirectory() + "log-\(UUID().uuidString).csv"
    private let columns = ["epoch", "loss", "map5"]

    private func text() throws -> String {
        try String(contentsOfFile: path, encoding: .utf8)
    }

    @Test("Given rows, they stand in the file as soon as they are appended")
    func rowsAreWritten() throws {
        defer { try? FileManager.default.removeItem(atPath: path) }
        let log = try MetricsLog(path: path, columns: columns, keepingThrough: 0)

        try log.append(["epoch": 1, "loss": 2.5])
        try log.append(["epoch": 2, "loss": 1.25, "map5": 0.5])

        #expect(try text() == "epoch,loss,map5\n1.0,2.5,\n2.0,1.25,0.5\n")
        #expect(log.points("map5").map(\.x) == [2])
    }

    @Test("Given a run that was killed behind its checkpoint, the log goes back to the checkpoint")
    func laterRowsAreDropped() throws {
        defer { try? FileManager.default.removeItem(atPath: path) }
        try "epoch,loss,map5\n1.0,2.5,\n2.0,1.25,0.5\n3.0,1.0,0.6\n4.0,0.".write(
            toFile: path, atomically: true, encoding: .utf8)

        let log = try MetricsLog(path: path, columns: columns, keepingThrough: 2)
        try log.append(["epoch": 3, "loss": 1.125])

        #expect(try text() == "epoch,loss,map5\n1.0,2.5,\n2.0,1.25,0.5\n3.0,1.125,\n")
    }

    @Test("Given another table in its place, the error names file and line")
    func otherTablesAreRefused() throws {
        defer { try? FileManager.default.removeItem(atPath: path) }
        try "epoch,accuracy\n".write(toFile: path, atomically: true, encoding: .utf8)
        let other = #expect(throws: DatasetError.self) {
            try MetricsLog(path: path, columns: columns, keepingThrough: 1)
        }
        #expect(other?.line == 1)

        try "epoch,loss,map5\n1,2,3\n2,x,3\n".write(
            toFile: path, atomically: true, encoding: .utf8)
        let malformed = #expect(throws: DatasetError.self) {
            try MetricsLog(path: path, columns: columns, keepingThrough: 9)
        }
        #expect(malformed?.line == 3)
        #expect(try text().hasSuffix("2,x,3\n"))
    }
}

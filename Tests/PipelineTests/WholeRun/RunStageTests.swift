import Foundation
import Testing

@testable import Pipeline

@Suite struct RunStageTests {
    @Test("Given a run, its report is drawn last, and does not depend on itself")
    func reportComesLast() throws {
        let files = try RunReportFiles(["a.png al al 0.9"])

        let stage = try #require(try files.context.stages().last)

        #expect(stage.kind == .report)
        #expect(stage.outputs == [files.paths.report])
        let folders = stage.inputs.compactMap(\.path).filter {
            $0.hasPrefix("\(files.paths.folder)/report") || $0.contains("/stages")
        }
        #expect(folders.isEmpty)
        #expect(stage.inputs.contains { $0.path == files.paths.matches })
    }

    @Test("Given a record of fewer files than a stage makes by now, the stage is not finished")
    func newOutputsAreMade() throws {
        let files = try RunReportFiles(["a.png al al 0.9"])
        let digests = DigestCache("\(files.paths.folder)/digests.json")
        func stage(_ outputs: [String]) -> Stage {
            Stage(
                name: "rank", kind: .rank, inputs: [], outputs: outputs, folder: "", work: {})
        }
        var record = StageRecord(key: "")
        let matches = files.paths.matches
        record.outputs = [.init(path: matches, digest: try digests.digest(of: matches))]

        #expect(record.isFinished(stage([matches]), digests))
        #expect(!record.isFinished(stage([matches, files.paths.curves]), digests))
    }
}

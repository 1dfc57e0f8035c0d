import Datasets
import Foundation

extension RunContext {
    /// Gives photographs their boxes: those of a data set from elsewhere, or those that a detector finds.
    ///
    /// - Throws: `DatasetError`, `TensorFileError` or `BadPhotographsError`, where boxes cannot be read or found.
    func detect() throws {
        for part in RunPaths.Part.allCases {
            let table = try Dataset(contentsOf: paths.prepared(part)).table
            if part == .known { try checkAlone(table) }
            let output = paths.detected(part)
            // Where the stage was interrupted after this part.
            if FileManager.default.fileExists(atPath: output), !DetectionRun.isUnfinished(output) {
                continue
            }
            if configuration.detect.weights.isEmpty {
                try takeBoxes(for: table, part, output: output)
            } else {
                try detected(table, output: output)
            }
        }
    }

    /// Looks that known photographs show one animal each: nothing tells which box is whose.
    private func checkAlone(_ table: PhotographTable) throws {
        guard let crowded = table.crowdedPhotographs.min() else { return }
        throw DatasetError(
            path: configuration.data.table,
            problem:
                "\(table.crowdedPhotographs.count) known photographs show several animals, such as \(crowded), "
                + "and boxes from elsewhere do not tell which is whose",
            advice:
                "leave these photographs out, or give the table boxes of its own and neither detect.weights nor "
                + "detect.boxes")
    }

    private func takeBoxes(
        for table: PhotographTable, _ part: RunPaths.Part, output: String
    ) throws {
        let path = configuration.detect.boxes
        let taken = BoxesOfPhotographs(try Dataset(contentsOf: path).table).given(to: table)
        guard taken.missing < table.count else {
            throw DatasetError(
                path: path,
                problem: "it holds none of the photographs, such as \(table[0].path)",
                advice: "give boxes of the same photographs")
        }
        report("boxes of \(part.rawValue) from elsewhere, none for \(taken.missing) photographs")
        try taken.table.writeTable(to: output)
    }

    private func detected(_ table: PhotographTable, output: String) throws {
        var options = DetectionRun.Options()
        options.confidence = configuration.detect.confidence
        options.workers = configuration.workers
        options.device = device
        let outcome = try DetectionRun(
            modelAt: configuration.detect.weights, options: options
        ).run(table, to: output) { found in
            try BoxesOfPhotographs(found).given(to: table).table.writeTable(to: output)
        }
        tell(outcome.skipped)
        report(
            "\(outcome.table.count) photographs, nothing found in \(outcome.emptyCount), several "
                + "boxes in \(outcome.severalCount)")
    }
}

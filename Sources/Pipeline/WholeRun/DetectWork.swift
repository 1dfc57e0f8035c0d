import Datasets

extension RunContext {
    /// Gives photographs their boxes: those of a data set from elsewhere, or those that a detector finds.
    ///
    /// - Throws: `DatasetError`, `TensorFileError` or `BadPhotographsError`, where boxes cannot be read or found.
    func detect() throws {
        for part in RunPaths.Part.allCases {
            let table = try Dataset(contentsOf: paths.prepared(part)).table
            let output = paths.detected(part)
            if configuration.detect.weights.isEmpty {
                let boxes = try Dataset(contentsOf: configuration.detect.boxes).table
                try table.taking(boxes).writeTable(to: output)
            } else {
                try detected(table, output: output)
            }
        }
    }

    private func detected(_ table: PhotographTable, output: String) throws {
        var options = DetectionRun.Options()
        options.confidence = configuration.detect.confidence
        options.workers = configuration.workers
        options.device = device
        let outcome = try DetectionRun(
            modelAt: configuration.detect.weights, options: options
        ).run(table, to: output) { found in
            try table.taking(found).writeTable(to: output)
        }
        tell(outcome.skipped)
        report(
            "\(outcome.table.count) photographs, nothing found in \(outcome.emptyCount), several "
                + "boxes in \(outcome.severalCount)")
    }
}

extension PhotographTable {
    /// The same rows with the boxes that another table has for their photographs.
    fileprivate func taking(_ boxes: PhotographTable) -> PhotographTable {
        let merged = boxes.mergedByPhotograph()
        let found = Dictionary(
            merged.photographs.map { ($0.path, $0) }, uniquingKeysWith: { first, _ in first })
        var table = self
        for row in 0..<count {
            let photograph = found[self[row].path]
            table[row].boxes = photograph?.boxes ?? []
            table[row].size = photograph?.size ?? self[row].size
        }
        return table
    }
}

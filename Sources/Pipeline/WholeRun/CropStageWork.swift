import Datasets
import Imaging

extension RunContext {
    /// Cuts animals out of photographs, to files.
    ///
    /// - Throws: `BadPhotographsError` where too many photographs cannot be read, and what `CroppingRun` throws.
    func crop(_ part: RunPaths.Part) throws {
        var options = CroppingRun.Options()
        options.selection.className = configuration.crop.box
        options.margin = configuration.crop.margin
        options.resizing = configuration.crop.longerEdge.map { .longerEdge($0, kernel: .area) }
        options.workers = configuration.workers
        let table = try Dataset(contentsOf: located(part)).table
        if part == .known {
            let regions = CropRegions(
                className: configuration.crop.box, margin: configuration.crop.margin)
            try regions.check(table, path: located(part))
        }
        let outcome = try CroppingRun(options: options).run(table, to: paths.crops(part))
        tell(outcome.skipped)
        try outcome.check(toleratedBadShare: 0.1)
        report(
            "\(outcome.cropCount) crops of \(outcome.photographCount) photographs, "
                + "\(outcome.wholeCount) of them whole, \(outcome.reviewCount) to look at")
    }

    /// By crops of a part, the photographs that they were cut out of; nothing where no crops are written.
    func photographsOfCrops(_ part: RunPaths.Part) throws -> [String: String] {
        guard configuration.crop.isWritten else { return [:] }
        let table = try Dataset(contentsOf: seen(part)).table
        return (0..<table.count).reduce(into: [:]) { found, row in
            found[table[row].path] = table.value("source", at: row)
        }
    }
}

import ArgumentParser
import Datasets
import Detectors
import Foundation
import Pipeline

/// `flukeprint detect run MODEL PHOTOGRAPHS`.
struct DetectRunCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "run",
        abstract: "Find fins, flukes or bodies in photographs, and write their boxes.",
        discussion: """
            Looks at every photograph of a folder or data set, and writes a table of boxes in any format that data \
            sets are read in: the next step is `flukeprint crop`. With --crops, that is done on the way, in less \
            time, and with the same result; the options of crops are those of `flukeprint crop`. Photographs \
            that cannot be read are listed and counted. The same command again goes on where it was interrupted.

            Examples:
              flukeprint detect run runs/fins/model.safetensors photographs --output fins.csv
              flukeprint crop fins.csv crops
              flukeprint detect run model.safetensors photographs --output fins.csv --crops crops --boxes all
              flukeprint detect run model.safetensors photographs --output fins --to yolo --confidence 0.4
              flukeprint detect run model.safetensors photographs --output fins.csv --tile 1280 --augment
            """)

    @Argument(
        help: "The model.safetensors of a `flukeprint detect train`.",
        completion: .file(extensions: ["safetensors"]))
    var model: String

    @Argument(help: "A folder of photographs, or a data set.", completion: .file())
    var input: String

    @Option(
        help: ArgumentHelp(
            "The file to write, or the folder for YOLO and Pascal VOC.", valueName: "path"),
        completion: .file())
    var output = "detections.csv"

    @Option(
        help: ArgumentHelp(
            "Cut the animals out, too, into that folder, as `flukeprint crop` does.",
            valueName: "folder"),
        completion: .directory)
    var crops: String?

    @Option(help: ArgumentHelp("\(ExportFormat.list).", valueName: "format"))
    var to: ExportFormat = .table

    @Option(
        help: ArgumentHelp(
            "The confidence that boxes exceed, 0 to 1; by default that with the best F1 of the training's "
                + "photographs held out, or 0.25.", valueName: "share"))
    var confidence: Double?

    @Option(
        help: ArgumentHelp(
            "The overlap (IoU) above which the less confident of two boxes goes, 0 to 1.",
            valueName: "share"))
    var iou = 0.45

    @Flag(help: "Let boxes of different classes drive each other out, too.")
    var agnostic = false

    @Option(help: ArgumentHelp("The most boxes of a photograph.", valueName: "number"))
    var limit = 300

    @Flag(
        help:
            "Look three times: as it is, mirrored and smaller, smaller still. Slower by half to double."
    )
    var augment = false

    @Option(
        help: ArgumentHelp(
            "The side of the network's input, a multiple of 32; the model's own by default.",
            valueName: "pixels"))
    var size: Int?

    @Option(
        help: ArgumentHelp(
            "Look at tiles of that side, too, for animals far away; 0 for none; the model's own by default.",
            valueName: "pixels"))
    var tile: Int?

    @Option(
        help: ArgumentHelp(
            "How far tiles overlap, as a share of their side, 0 to 0.9; the model's own by default.",
            valueName: "share"))
    var tileOverlap: Double?

    @Option(
        help: ArgumentHelp(
            "Only photographs of this part of the data set. May be repeated.", valueName: "name"))
    var split: [String] = []

    @Flag(help: "Compute in bfloat16.")
    var bfloat16 = false

    @Option(help: "Pictures in a batch.")
    var batchSize = 8

    @Option(
        help:
            "Threads that read photographs, 2 by default, and those that make crops, by default one for each processor."
    )
    var workers: Int?

    @Option(
        help: ArgumentHelp("The share of photographs that may be bad, 0 to 1.", valueName: "share"))
    var tolerate = 0.1

    @OptionGroup var dataset: DatasetOptions
    @OptionGroup var computing: ComputingOptions
    @OptionGroup(title: "Crops") var cropping: CropOptions

    @Flag(help: "Print the figures as JSON.")
    var json = false

    @Flag(
        help: ArgumentHelp(
            "Replace the output where it exists. Crops stay where they are up to date, and are made again where "
                + "not, with it or without; a folder of other files never becomes one of crops."))
    var force = false

    func validate() throws {
        let shares = [confidence ?? 0, iou, tolerate]
        guard shares.allSatisfy({ 0...1 ~= $0 }) else {
            throw ValidationError("--confidence, --iou and --tolerate are from 0 to 1.")
        }
        guard batchSize > 0, (workers ?? 1) > 0, limit > 0 else {
            throw ValidationError("--batch-size, --workers and --limit are 1 or more.")
        }
        guard crops != nil || cropping.options == CroppingRun.Options() else {
            throw ValidationError("How crops are made is of use with --crops FOLDER alone.")
        }
        if let crops, FolderPlace(crops).contains(output) {
            throw ValidationError("--output must lie outside of the --crops folder.")
        }
        if let size, size < 32 || size % 32 != 0 || size > 8192 {
            throw ValidationError("--size is a multiple of 32, up to 8192.")
        }
        guard tileOverlap.map({ 0...0.9 ~= $0 }) ?? true else {
            throw ValidationError("--tile-overlap is from 0 to 0.9.")
        }
        guard tile.map({ $0 == 0 || 32...65_535 ~= $0 }) ?? true else {
            throw ValidationError("--tile is 0, or from 32 to 65535.")
        }
    }

    func run() throws {
        try checkAbsent(output, force: force || DetectionRun.isUnfinished(output))
        try checkFolder(of: output)
        guard to.isFolder || !FilePath.isFolder(output) else {
            throw DatasetError(
                path: output, problem: "is a folder, and boxes are written to a file",
                advice: "name a file in it", kind: .unwritable)
        }
        let run = try DetectionRun(modelAt: model, options: options())
        let table = try photographs()
        let early = try earlyCrops(of: table, by: run.model)
        computing.prepare()
        var cropped: CroppingOutcome?
        let outcome = try run.run(table, to: output) { photograph in
            try early?.add(photograph)
        } write: { found in
            try write(found, classes: run.model.description.classes)
            cropped = try early?.finish(asWritten(found))
        }
        to.tellWhatIsLeftOut(of: outcome.table)
        let summary = DetectionOutcomeText(
            outcome, output: output,
            crops: cropped.map { CropSummary($0, folder: crops ?? "") })
        print(json ? try summary.json() : summary.text)
        try cropped?.check(toleratedBadShare: tolerate)
    }

    /// The photographs; crops of an earlier run are none, wherever they lie.
    private func photographs() throws -> PhotographTable {
        let all = try dataset.photographs(of: input, splits: split)
        guard let crops else { return all }
        let table = all.withoutFiles(inCrops: crops)
        if table.count < all.count {
            let line = "left out   \(all.count - table.count) files in \(crops): crops\n"
            FileHandle.standardError.write(Data(line.utf8))
        }
        return table
    }

    private func write(_ found: PhotographTable, classes: [String]) throws {
        var export = ExportOptions()
        export.classes = classes
        export.size = { try? PictureSize(ofPhotograph: $0) }
        try found.write(as: to, to: output, options: export)
    }

    /// What `flukeprint crop` would read from the output; other formats than our own may hold less.
    private func asWritten(_ found: PhotographTable) throws -> PhotographTable {
        guard to == .table else { return found }
        var options = ImportOptions()
        options.format = .table
        return try Dataset(contentsOf: output, options: options).table
    }

    private func earlyCrops(
        of table: PhotographTable, by detector: DetectorModel
    ) throws -> EarlyCrops? {
        guard let crops else { return nil }
        if let box = cropping.box { try detector.checkFinds(box, path: model) }
        var options = cropping.options
        if let workers { options.workers = workers }
        return try EarlyCrops(of: table, to: crops, options: options)
    }

    private func options() throws -> DetectionRun.Options {
        var options = DetectionRun.Options()
        options.confidence = confidence
        options.detector.thresholds.overlap = iou
        options.detector.thresholds.isAgnostic = agnostic
        options.detector.thresholds.limit = limit
        options.detector.augmentsTests = augment
        options.detector.isReduced = bfloat16
        options.size = size
        options.tile = tile
        options.tileOverlap = tileOverlap
        options.keepsUnreadable = to == .cocoResults
        options.batchSize = batchSize
        options.workers = workers ?? options.workers
        options.toleratedBadShare = tolerate
        options.device = try computing.chosenDevice()
        return options
    }
}

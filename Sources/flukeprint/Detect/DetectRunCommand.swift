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
            sets are read in: the next step is `flukeprint crop`. Photographs that cannot be read are listed and \
            counted. The same command again goes on where it was interrupted.

            Examples:
              flukeprint detect run runs/fins/model.safetensors photographs --output fins.csv
              flukeprint crop fins.csv crops
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
            "Only photographs of this part of the data set. May be repeated.", valueName: "name"))
    var split: [String] = []

    @Flag(help: "Compute in bfloat16.")
    var bfloat16 = false

    @Option(help: "Pictures in a batch.")
    var batchSize = 8

    @Option(help: "Threads that read photographs.")
    var workers = 2

    @Option(
        help: ArgumentHelp("The share of photographs that may be bad, 0 to 1.", valueName: "share"))
    var tolerate = 0.1

    @OptionGroup var dataset: DatasetOptions
    @OptionGroup var computing: ComputingOptions

    @Flag(help: "Print the figures as JSON.")
    var json = false

    @Flag(help: "Replace the output where it exists.")
    var force = false

    func validate() throws {
        let shares = [confidence ?? 0, iou, tolerate]
        guard shares.allSatisfy({ 0...1 ~= $0 }) else {
            throw ValidationError("--confidence, --iou and --tolerate are from 0 to 1.")
        }
        guard batchSize > 0, workers > 0, limit > 0 else {
            throw ValidationError("--batch-size, --workers and --limit are 1 or more.")
        }
        if let size, size < 32 || size % 32 != 0 || size > 8192 {
            throw ValidationError("--size is a multiple of 32, up to 8192.")
        }
        guard tile.map({ $0 == 0 || 32...65_535 ~= $0 }) ?? true else {
            throw ValidationError("--tile is 0, or from 32 to 65535.")
        }
    }

    func run() throws {
        try checkAbsent(output, force: force)
        try checkFolder(of: output)
        let run = try DetectionRun(modelAt: model, options: options())
        let table = try dataset.photographs(of: input, splits: split)
        computing.prepare()
        var export = ExportOptions()
        export.size = { try? PictureSize(ofPhotograph: $0) }
        let outcome = try run.run(table, to: output) {
            try $0.write(as: to, to: output, options: export)
        }
        to.tellWhatIsLeftOut(of: outcome.table)
        let summary = DetectionOutcomeText(outcome, output: output)
        print(json ? try summary.json() : summary.text)
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
        options.batchSize = batchSize
        options.workers = workers
        options.toleratedBadShare = tolerate
        options.device = try computing.chosenDevice()
        return options
    }
}

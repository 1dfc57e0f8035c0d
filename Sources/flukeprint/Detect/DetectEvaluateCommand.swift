import ArgumentParser
import Datasets
import Detectors
import Foundation
import Pipeline

/// `flukeprint detect evaluate TRUTH DETECTIONS`.
struct DetectEvaluateCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "evaluate",
        abstract: "Judge a detector's boxes by those that people drew.",
        discussion: """
            Both are data sets with boxes in any format that `dataset inspect` reads. A photograph is the same in \
            both by its path below the folder of photographs, or by its name where no other has it. In \
            photographs that the detections do not name nothing was found; photographs that only they name \
            take no part.

            mAP is COCO's: of each class at most 100 detections of a photograph count. Precision, recall, F1 and \
            the pictures of mistakes are those at one confidence, by default the one where the mean F1 of the \
            classes is best. A box without a confidence counts as one of confidence 1. Detections of classes \
            that no true box has are listed, and else take no part; where there are no others, that is an error. \
            Photographs whose boxes are in fractions of a size that cannot be read are skipped, listed and counted.

            Examples:
              flukeprint detect evaluate fins.csv detections.csv
              flukeprint detect evaluate dolphins found --class fin --html boxes.html
              flukeprint detect evaluate coco/instances.json detections.csv --split validation \\
                --confidence 0.25 --iou 0.6
              flukeprint detect evaluate fins.csv detections.csv --json --curves > boxes.json
            """)

    @Argument(help: "The data set with the true boxes.", completion: .file())
    var truth: String

    @Argument(help: "The data set with the detector's boxes.", completion: .file())
    var detections: String

    @Option(
        help: ArgumentHelp(
            "The least confidence of a box; by default the one with the best F1.",
            valueName: "confidence"))
    var confidence: Double?

    @Option(
        help: ArgumentHelp(
            "From which intersection over union on a box is found, in all but mAP.",
            valueName: "share"))
    var iou = 0.5

    @Option(
        help: ArgumentHelp(
            "Only photographs of this part of the true data set. May be repeated.",
            valueName: "name"))
    var split: [String] = []

    @Flag(help: "Judge as if all boxes were of one class.")
    var ignoreClasses = false

    @Option(
        help: ArgumentHelp(
            "A page with curves and pictures of the worst mistakes to write.", valueName: "file"),
        completion: .file())
    var html: String?

    @Flag(help: "Print JSON.")
    var json = false

    @Flag(help: "Add the curves to the JSON.")
    var curves = false

    @Option(
        help: ArgumentHelp(
            "The detections' format, where it shall not be told by content.", valueName: "format"))
    var detectionsFormat: DatasetFormat?

    @OptionGroup var dataset: DatasetOptions

    @Flag(help: "Replace the page where it exists.")
    var force = false

    func validate() throws {
        guard confidence.map({ 0...1 ~= $0 }) ?? true else {
            throw ValidationError("--confidence is from 0 to 1.")
        }
        guard iou > 0, iou <= 1 else {
            throw ValidationError("--iou is over 0, and at most 1.")
        }
        guard json || !curves else { throw ValidationError("--curves belongs to --json.") }
    }

    func run() throws {
        if let html {
            try checkAbsent(html, force: force)
            try checkFolder(of: html)
        }
        let truths = try dataset.open(truth).table
        let pairing = try BoxPairing(
            truths: .init(truths, path: truth),
            detections: .init(
                dataset.open(detections, as: detectionsFormat, below: nil).table, path: detections),
            splits: split, ignoresClasses: ignoreClasses)
        let evaluation = BoxEvaluation(
            of: pairing.photographs, sizes: pairing.hasSizes ? BoxSize.widthShares : [],
            overlap: iou, confidence: confidence)
        let summary = DetectionSummary(evaluation.figures)
        for line in DetectionSummary.warnings(pairing) + summary.warnings {
            FileHandle.standardError.write(Data("warning: \(line)\n".utf8))
        }
        if let html {
            try DetectionEvaluationPage(
                of: evaluation, photographs: pairing.photographs, folder: truths.root
            ).write(to: html)
        }
        if json {
            print(
                try DetectionReport(evaluation, of: pairing, hasCurves: curves).json, terminator: ""
            )
        } else {
            print(summary.text)
            if let skipped = DetectionSummary.skipped(pairing) { print("\n" + skipped) }
        }
    }
}

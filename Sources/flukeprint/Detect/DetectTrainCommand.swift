import ArgumentParser
import Detectors
import Foundation
import Pipeline

/// `flukeprint detect train CONFIG`.
struct DetectTrainCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "train",
        abstract: "Train a detector (YOLOv5) to find fins, flukes or bodies.",
        discussion: """
            Learns from photographs with boxes, and judges itself on photographs held out. The run's folder receives \
            the configuration, log.csv, curves.svg, last.safetensors (to go on from), model.safetensors (the best \
            weights, complete by itself), predictions.jpg and detections.html (what it finds in the photographs held out) and, \
            where labels are bad, findings.txt. The same command again goes on where a run was interrupted.

            The defaults are YOLOv5's recipe for random weights. For animals far away, take a larger input.size, or cut \
            photographs into tiles by input.tile.

            Examples:
              flukeprint detect train --print-configuration > detector.yaml
              flukeprint detect train detector.yaml --output runs/fins
              flukeprint detect train --table labelled --class fin --output runs/fins --set training.epochs=150
              flukeprint detect train --table fins.csv --weights runs/sea/model.safetensors --output runs/fins
            """)

    @OptionGroup var source: ConfigurationOptions

    @Option(help: ArgumentHelp("The run's folder.", valueName: "folder"), completion: .directory)
    var output = "runs/detect"

    @Option(
        name: .customLong("class"),
        help: ArgumentHelp(
            "What is found; of YOLO files without names, the name of class 0, 1, … (data.classes). May be repeated.",
            valueName: "name"))
    var classes: [String] = []

    @Option(help: "yolov5n, yolov5s, yolov5m, yolov5l or yolov5x (model.architecture).")
    var architecture: YOLOv5Size?

    @Option(
        help: ArgumentHelp(
            "Weights to start from: a model.safetensors, or Ultralytics' (model.weights).",
            valueName: "file"),
        completion: .file())
    var weights: String?

    @OptionGroup var computing: ComputingOptions

    func run() throws {
        let configuration: DetectorConfiguration = try source.configuration(
            adding: assignment("data.classes", classes)
                + assignment("model.architecture", architecture?.rawValue)
                + assignment("model.weights", weights))
        if source.printConfiguration {
            print(configuration.yaml, terminator: "")
            return
        }
        try source.check(table: configuration.data.table)
        computing.prepare()
        let trainer = try DetectorTrainer(
            configuration, folder: output, device: computing.chosenDevice()
        ) { line in FileHandle.standardError.write(Data("\(line)\n".utf8)) }
        let outcome = try trainer.run()
        for photograph in trainer.skipped { print("skipped    \(photograph)") }
        print(summary(of: outcome, by: configuration.validation.metric.rawValue))
    }

    private func summary(of outcome: TrainingOutcome?, by metric: String) -> String {
        let results = outcome.map { outcome in
            let figures = outcome.results
            return [
                String(
                    format: "best       %@ %.4f, in epoch %d", metric, outcome.best, outcome.epoch),
                String(
                    format:
                        "held out   mAP@0.5 %.3f, mAP@0.5:0.95 %.3f, precision %.3f, recall %.3f",
                    figures["val_map50"] ?? 0, figures["val_map"] ?? 0,
                    figures["val_precision"] ?? 0, figures["val_recall"] ?? 0),
                "found      \(output)/detections.html",
            ]
        }
        let files = [
            "model      \(output)/model.safetensors", "log        \(output)/log.csv",
            "curves     \(output)/curves.svg",
        ]
        return
            ((results ?? ["best       none: nothing was judged, the model has the last weights"])
            + files).joined(separator: "\n")
    }
}

extension YOLOv5Size: ExpressibleByArgument {}

import Datasets
import Detectors
import Torch

/// How well a detector does on the photographs held out.
struct DetectorValidation {
    /// What was found.
    struct Result {
        let photographs: [EvaluatedPhotograph]
        let figures: BoxFigures
        /// Photographs that could not be read.
        let skipped: [SkippedPhotograph]

        /// The confidence that boxes exceed for the best F1; `nil` where nothing was found.
        var confidence: Double? {
            // A little under that of the last box that counts, which shall be found in another batch, too.
            figures.best.f1.map { _ in figures.best.confidence * 0.999 }
        }

        private var summary: DetectionFigures { DetectionFigures(figures) }

        /// The results, by the log's columns.
        var values: [String: Double] {
            [
                "val_precision": summary.precision, "val_recall": summary.recall,
                "val_map50": summary.averagePrecision50, "val_map": summary.averagePrecision,
            ]
        }

        func score(by metric: DetectorConfiguration.Validation.Metric) -> Double {
            switch metric {
            case .fitness: summary.fitness
            case .map50: summary.averagePrecision50
            case .map: summary.averagePrecision
            }
        }
    }

    let data: DetectorData
    let configuration: DetectorConfiguration
    let isReduced: Bool
    let device: Device

    /// Judges the present weights of a network.
    ///
    /// Bad photographs are left out, be they few or many.
    ///
    /// - Throws: `DatasetError` where no photograph with a box can be read.
    func run(_ network: YOLOv5) throws -> Result {
        var options = DetectionPass.Options()
        options.size = configuration.input.size
        options.batchSize = configuration.training.batchSize
        options.workers = configuration.loading.workers
        options.toleratedBadShare = 1
        options.detector.thresholds = .evaluation
        options.detector.isReduced = isReduced
        let pass = DetectionPass(
            network, classes: data.classes, origin: "detector", device: device, options: options)
        var photographs: [EvaluatedPhotograph] = []
        let report = try pass.run(PhotographViews(of: data.validation, configuration.input)) {
            found in
            let row = data.validation[found.row]
            photographs.append(
                EvaluatedPhotograph(
                    row.path, size: found.size,
                    truths: row.boxes.map { label in
                        var label = label
                        label.box = label.box.pixels(in: found.size)
                        return label
                    }, detections: found.boxes))
        }
        guard photographs.contains(where: { !$0.truths.isEmpty }) else {
            throw DatasetError(
                nothingToJudgeByIn: configuration.data.table, skipped: report.skipped)
        }
        return Result(
            photographs: photographs, figures: BoxEvaluation(of: photographs).figures,
            skipped: report.skipped)
    }
}

import Datasets
import Torch

/// What the stages of a whole run share.
struct RunContext {
    let configuration: RunConfiguration
    let paths: RunPaths
    let device: Device
    /// Told in a line what happens.
    let report: @Sendable (String) -> Void

    /// The folds that are held out, each by a model of its own.
    var folds: [Int] {
        configuration.train.allFolds ? Array(0..<configuration.data.folds) : [0]
    }

    /// Whether boxes come from elsewhere than the table.
    var detects: Bool {
        !configuration.detect.boxes.isEmpty || !configuration.detect.weights.isEmpty
    }

    /// Whether embedders are trained, and come not from elsewhere.
    var trains: Bool { configuration.train.model.isEmpty && !configuration.embed.isGiven }

    /// The table of photographs as embedders see them: crops, where these are written.
    func seen(_ part: RunPaths.Part) -> String {
        if configuration.crop.isWritten { return "\(paths.crops(part))/\(CroppingRun.table)" }
        return located(part)
    }

    /// The table of photographs with boxes.
    func located(_ part: RunPaths.Part) -> String {
        detects ? paths.detected(part) : paths.prepared(part)
    }

    /// The class of boxes that embedders crop to.
    var box: String { configuration.crop.isWritten ? "" : configuration.crop.box }

    /// The model of a fold in a round.
    func model(_ round: Int, fold: Int) -> String {
        configuration.train.model.isEmpty
            ? paths.round(round, fold: fold).model : configuration.train.model
    }

    /// Tells of photographs that could not be read.
    func tell(_ skipped: [SkippedPhotograph]) {
        for photograph in skipped { report("skipped: \(photograph)") }
    }
}

import Foundation

/// What a detector's `log.csv`, its curves and its lines on the terminal show of an epoch.
enum DetectorLog {
    /// The columns.
    static let columns = [
        "epoch", "loss", "box_loss", "objectness_loss", "class_loss", "learning_rate",
        "val_precision", "val_recall", "val_map50", "val_map", "images_per_second", "wait_share",
        "minutes",
    ]

    /// An epoch's values in a line.
    static func line(_ values: [String: Double], of epochs: Int) -> String {
        let shown = [
            ("box_loss", "%.4f"), ("objectness_loss", "%.4f"), ("class_loss", "%.4f"),
            ("val_precision", "%.3f"), ("val_recall", "%.3f"), ("val_map50", "%.3f"),
            ("val_map", "%.3f"), ("images_per_second", "%.1f images/s"), ("minutes", "%.1f min"),
        ]
        return EpochLine(values, of: epochs, shown: shown).text
    }

    /// The curves of a log, one above the other.
    static func curves(_ log: MetricsLog) -> ChartColumn {
        ChartColumn(
            log,
            [
                (
                    "Loss of a photograph", "loss", ["box_loss", "objectness_loss", "class_loss"],
                    nil
                ),
                (
                    "Photographs held out", "share",
                    ["val_map50", "val_map", "val_precision", "val_recall"], 0...1
                ), ("Learning rate", "rate", ["learning_rate"], nil),
            ])
    }
}

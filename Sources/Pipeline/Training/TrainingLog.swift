/// What a training's `log.csv`, its curves and its lines on the terminal show of an epoch.
enum TrainingLog {
    /// The columns, those of the species where it is learned on the side.
    static func columns(hasSpecies: Bool) -> [String] {
        ["epoch", "loss"] + (hasSpecies ? ["species_loss"] : [])
            + ["learning_rate", "val_loss", "val_accuracy"]
            + (hasSpecies ? ["val_species_loss", "val_species_accuracy"] : [])
            + ["val_map5", "val_top1", "images_per_second", "wait_share", "minutes"]
    }

    /// An epoch's values in a line.
    static func line(_ values: [String: Double], of epochs: Int) -> String {
        EpochLine(
            values, of: epochs,
            shown: [
                ("loss", "%.3f"), ("species_loss", "%.3f"), ("val_loss", "%.3f"),
                ("val_accuracy", "%.3f"), ("val_species_accuracy", "%.3f"), ("val_map5", "%.3f"),
                ("val_top1", "%.3f"), ("images_per_second", "%.1f images/s"),
                ("minutes", "%.1f min"),
            ]
        ).text
    }

    /// The curves of a log, one above the other.
    static func curves(_ log: MetricsLog) -> ChartColumn {
        ChartColumn(
            log,
            [
                (
                    "Loss (val_loss: without margins)", "cross-entropy",
                    ["loss", "val_loss", "species_loss", "val_species_loss"], nil
                ),
                (
                    "Photographs held out", "share",
                    ["val_map5", "val_top1", "val_accuracy", "val_species_accuracy"], 0...1
                ), ("Learning rate of the backbone", "rate", ["learning_rate"], nil),
            ])
    }
}

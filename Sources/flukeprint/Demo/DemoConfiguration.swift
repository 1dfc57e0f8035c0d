import Pipeline

/// The run of the demonstration; `Configurations/demo.yaml` says the same.
enum DemoConfiguration {
    /// The configuration's text.
    static let yaml = """
        data:
          folds: 4

        crop:
          box: fin

        train:
          configuration:
            input: { width: 112, height: 112 }
            model: { architecture: tf_efficientnet_lite0, embedding: 128 }
            training: { epochs: 16, batch_size: 16, precision: bfloat16 }
            validation: { every: 4 }

        pseudo_labels:
          precision: 0.8

        """

    /// The configuration for a table, which starts from weights where there are some.
    static func configuration(table: String, weights: String?, seed: UInt64) throws
        -> RunConfiguration
    {
        var assignments = assignment("train.configuration.model.weights", weights)
        // Fresh weights have more to learn.
        if weights == nil { assignments.append("train.configuration.training.epochs=40") }
        var configuration = try RunConfiguration(
            yaml: yaml, path: "the demonstration", assignments: assignments)
        configuration.seed = seed
        configuration.data.table = table
        return configuration
    }
}

/// Where things are in the folder of a whole run.
struct RunPaths {
    /// The run's folder.
    let folder: String

    /// The parts of the data set, as they were made, and then with boxes.
    func prepared(_ part: Part) -> String { "\(folder)/prepare/\(part.rawValue).csv" }
    /// Whom the photographs to name show, where that is known: to judge by, and for nothing else.
    var truth: String { "\(folder)/prepare/truth.csv" }
    func detected(_ part: Part) -> String { "\(folder)/detect/\(part.rawValue).csv" }
    func crops(_ part: Part) -> String { "\(folder)/crop/\(part.rawValue)" }

    /// What belongs to a fold of a round.
    func round(_ round: Int, fold: Int) -> RoundPaths {
        RoundPaths(folder: "\(folder)/round-\(round)/fold-\(fold)")
    }

    var ranked: String { "\(folder)/rank" }
    var submission: String { "\(ranked)/submission.csv" }
    var matches: String { "\(ranked)/matches.csv" }
    var summary: String { "\(ranked)/summary.json" }
    /// When an animal is new, for photographs that come later.
    var rule: String { "\(ranked)/rule.json" }
    /// How thresholds would do on what was held out.
    var curves: String { "\(ranked)/curves.json" }
    var reportFolder: String { "\(folder)/report" }
    var report: String { "\(reportFolder)/report.html" }

    /// The two parts of a data set.
    enum Part: String, CaseIterable {
        /// Photographs whose individuals are known.
        case known
        /// Photographs to name.
        case queries
    }
}

/// Where things are in the folder of a fold of a round.
struct RoundPaths {
    let folder: String

    var training: String { "\(folder)/train" }
    var log: String { "\(training)/log.csv" }
    var model: String { "\(training)/model.safetensors" }
    var embeddings: String { "\(folder)/embed" }
    func embedded(_ part: RunPaths.Part) -> String { "\(embeddings)/\(part.rawValue).safetensors" }
    var validation: String { "\(folder)/validate" }
    var heldOutMatches: String { "\(validation)/matches.csv" }
    var rule: String { "\(validation)/rule.json" }
    var pseudoLabels: String { "\(folder)/pseudo-label" }
    var queryMatches: String { "\(pseudoLabels)/matches.csv" }
    var labelled: String { "\(pseudoLabels)/labelled.csv" }
    var pseudoLabelPage: String { "\(pseudoLabels)/report.html" }
    /// The figures of the page.
    var pseudoLabelFigures: String { "\(pseudoLabels)/report.json" }
}

import Datasets

extension RunConfiguration {
    /// Takes over what the sections say.
    ///
    /// - Throws: `DatasetError` with the line where a key is not known, or a value is not what it can be.
    public mutating func readSections(_ settings: inout YAMLSettings) throws {
        workers = try settings.whole("workers", default: workers, within: 1...256)
        try settings.section("data") { try data.read(&$0) }
        try settings.section("detect") { try detect.read(&$0) }
        try settings.section("crop") { try crop.read(&$0) }
        try settings.section("train") { try train.read(&$0) }
        try settings.section("embed") { try embed.read(&$0) }
        try settings.section("rank") { try rank.read(&$0) }
        try settings.section("pseudo_labels") { try pseudoLabels.read(&$0) }
        try check(settings)
    }

    private func check(_ settings: YAMLSettings) throws {
        func refuse(_ isWrong: Bool, _ problem: String, _ advice: String) throws {
            if isWrong { throw settings.fault(problem, advice: advice) }
        }
        let detects = !detect.boxes.isEmpty || !detect.weights.isEmpty
        try refuse(
            data.query.isEmpty && data.queries.isEmpty, "no photographs are to be named",
            "name parts of the data set under data.query, such as [test], or another one under data.queries"
        )
        try refuse(
            !detect.boxes.isEmpty && !detect.weights.isEmpty,
            "boxes from elsewhere and a detector do not go together",
            "leave out detect.boxes or detect.weights")
        try refuse(
            detect.confidence != nil && detect.weights.isEmpty,
            "a confidence is given, but no detector", "name detect.weights")
        try refuse(
            crop.box.isEmpty && (crop.isWritten || detects),
            "there are boxes or crops to be made, but photographs are not cropped",
            "name the class of boxes, crop.box")
        try refuse(
            crop.longerEdge != nil && !crop.isWritten,
            "crop.longer_edge is of crops that are written", "set crop.write to true")
        try refuse(
            !train.model.isEmpty && pseudoLabels.rounds > 0,
            "pseudo-labels are learned by a training, and train.model stands in its place",
            "set pseudo_labels.rounds to 0, or leave out train.model")
        try refuse(
            !train.model.isEmpty && train.allFolds,
            "train.model is one model, and train.all_folds asks for several",
            "set train.all_folds to false, or leave out train.model")
        guard embed.isGiven else { return }
        try refuse(
            embed.known.isEmpty || embed.queries.isEmpty,
            "embeddings of one part are given, but not of the other",
            "name embed.known and embed.queries")
        try refuse(
            !train.model.isEmpty || train.allFolds || detects || crop.isWritten
                || pseudoLabels.rounds > 0,
            "embeddings from elsewhere stand in the place of boxes, crops, trainings and pseudo-labels",
            "leave out detect, crop.write and train, and set pseudo_labels.rounds to 0")
    }
}

extension RunConfiguration.Data {
    fileprivate mutating func read(_ settings: inout YAMLSettings) throws {
        table = try settings.text("table", default: table)
        root = try settings.text("root", default: root)
        queries = try settings.text("queries", default: queries)
        query = try settings.texts("query", default: query)
        folds = try settings.whole("folds", default: folds, within: 2...100)
        newShare = try settings.number("new_share", default: newShare, within: 0...0.9)
        keepsEncounters = try settings.flag("keep_encounters", default: keepsEncounters)
    }
}

extension RunConfiguration.Detect {
    fileprivate mutating func read(_ settings: inout YAMLSettings) throws {
        boxes = try settings.text("boxes", default: boxes)
        weights = try settings.text("weights", default: weights)
        confidence = try settings.number("confidence", default: confidence, within: 0...1)
    }
}

extension RunConfiguration.Crop {
    fileprivate mutating func read(_ settings: inout YAMLSettings) throws {
        box = try settings.text("box", default: box)
        margin = try settings.number("margin", default: margin, within: 0...2)
        isWritten = try settings.flag("write", default: isWritten)
        longerEdge = try settings.whole("longer_edge", default: longerEdge, within: 32...65_536)
    }
}

extension RunConfiguration.Train {
    fileprivate mutating func read(_ settings: inout YAMLSettings) throws {
        model = try settings.text("model", default: model)
        allFolds = try settings.flag("all_folds", default: allFolds)
        var training = TrainingConfiguration()
        if let file = settings.nestedFile("configuration") {
            training = try TrainingConfiguration(contentsOf: file)
        } else {
            try settings.section("configuration") { try training.read(&$0) }
        }
        configuration =
            try settings.nestedYAML("configuration") { _ in nil } ?? configuration
    }
}

extension RunConfiguration.Embed {
    fileprivate mutating func read(_ settings: inout YAMLSettings) throws {
        known = try settings.text("known", default: known)
        queries = try settings.text("queries", default: queries)
        flip = try settings.flag("flip", default: flip)
        bfloat16 = try settings.flag("bfloat16", default: bfloat16)
    }
}

extension RunConfiguration.Rank {
    fileprivate mutating func read(_ settings: inout YAMLSettings) throws {
        neighbours = try settings.whole("neighbours", default: neighbours, within: 1...1_000_000)
        queryExpansion = try settings.whole(
            "query_expansion", default: queryExpansion, within: 1...1000)
        isPlatt = try settings.flag("platt", default: isPlatt)
        speciesThresholds = try settings.whole(
            "species_thresholds", default: speciesThresholds, within: 1...1_000_000)
    }
}

extension RunConfiguration.PseudoLabels {
    fileprivate mutating func read(_ settings: inout YAMLSettings) throws {
        rounds = try settings.whole("rounds", default: rounds, within: 0...20)
        precision = try settings.number("precision", default: precision, within: 0.01...1)
        least = try settings.whole("least", default: least, within: 1...1_000_000)
        kind = try settings.choice("kind", default: kind)
        perIndividual = try settings.whole(
            "per_individual", default: perIndividual, within: 1...1_000_000)
        startsFromTeacher = try settings.flag("from_teacher", default: startsFromTeacher)
    }
}

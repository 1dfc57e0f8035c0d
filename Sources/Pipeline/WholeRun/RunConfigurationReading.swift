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
        guard detect.boxes.isEmpty || detect.weights.isEmpty else {
            throw settings.fault(
                "boxes from elsewhere and a detector do not go together",
                advice: "leave out detect.boxes or detect.weights")
        }
        guard train.model.isEmpty || pseudoLabels.rounds == 0 else {
            throw settings.fault(
                "pseudo-labels are learned by a training, and train.model stands in its place",
                advice: "set pseudo_labels.rounds to 0, or leave out train.model")
        }
        guard !crop.isWritten || !crop.box.isEmpty else {
            throw settings.fault(
                "crops are to be written, but photographs are not cropped",
                advice: "name the class of boxes, crop.box, or set crop.write to false")
        }
    }
}

extension RunConfiguration.Data {
    fileprivate mutating func read(_ settings: inout YAMLSettings) throws {
        table = try settings.text("table", default: table)
        root = try settings.text("root", default: root)
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
        configuration =
            try settings.nestedYAML("configuration") { _ in nil } ?? configuration
    }
}

extension RunConfiguration.Embed {
    fileprivate mutating func read(_ settings: inout YAMLSettings) throws {
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

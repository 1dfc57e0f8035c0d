import Datasets
import Embedders

extension TrainingConfiguration: YAMLConfiguration {
    /// Takes over what the sections say.
    ///
    /// - Throws: `DatasetError` with the line where a key is not known, or a value is not what it can be.
    public mutating func readSections(_ settings: inout YAMLSettings) throws {
        try settings.section("data") { try data.read(&$0) }
        try settings.section("input") { try input.read(&$0) }
        try settings.section("model") { try model.read(&$0) }
        try settings.section("head") { section in
            try head.read(&section)
            speciesWeight = try section.number(
                "species_weight", default: speciesWeight, within: 0...100)
        }
        try settings.section("optimizer") { try optimizer.read(&$0) }
        try settings.section("schedule") { try schedule.read(&$0) }
        try settings.section("training") { try training.read(&$0) }
        try settings.section("validation") { try validation.read(&$0) }
        try settings.section("loading") { try loading.read(&$0) }
    }
}

extension TrainingConfiguration.Data {
    fileprivate mutating func read(_ settings: inout YAMLSettings) throws {
        table = try settings.text("table", default: table)
        root = try settings.text("root", default: root)
        label = try settings.text("label", default: label)
        separatesSides = try settings.flag("separate_sides", default: separatesSides)
        mirrorsClasses = try settings.flag("mirror_classes", default: mirrorsClasses)
        train = try settings.texts("train", default: train)
        validation = try settings.text("validation", default: validation)
        validationShare = try settings.number(
            "validation_share", default: validationShare, within: 0...0.9)
        fold = try settings.whole("fold", default: fold, within: 0...999)
        box = try settings.text("box", default: box)
        margin = try settings.number("margin", default: margin, within: 0...2)
        minimumPhotographs = try settings.whole(
            "minimum_photographs", default: minimumPhotographs, within: 1...1_000_000)
    }
}

extension TrainingConfiguration.Input {
    fileprivate mutating func read(_ settings: inout YAMLSettings) throws {
        width = try settings.whole("width", default: width, within: 32...4096)
        height = try settings.whole("height", default: height, within: 32...4096)
        fit = try settings.choice("fit", default: fit)
        augmentation =
            try settings.nestedYAML("augmentation") { name in
                AugmentationPreset(rawValue: name).map(\.yaml)
            } ?? augmentation
    }
}

extension TrainingConfiguration.Model {
    fileprivate mutating func read(_ settings: inout YAMLSettings) throws {
        architecture = try settings.text("architecture", default: architecture)
        weights = try settings.text("weights", default: weights)
        neck.pooling = try settings.choice("neck", default: neck.pooling)
        neck.localMap = try settings.featureMap("local_map", default: neck.localMap)
        neck.globalMap = try settings.featureMap("global_map", default: neck.globalMap)
        neck.fusionWidth =
            2
            * (try settings.whole("branch_width", default: neck.fusionWidth / 2, within: 1...32_768))
        neck.dropout = try settings.number("dropout", default: neck.dropout, within: 0...0.95)
        embedding = try settings.whole("embedding", default: embedding, within: 2...65_536)
        dropPath = try settings.number("drop_path", default: dropPath, within: 0...0.95)
    }
}

extension YAMLSettings {
    fileprivate mutating func featureMap(
        _ key: String, default standard: FeatureMap
    ) throws -> FeatureMap {
        let name = try text(key, default: standard.description)
        guard let map = FeatureMap(name) else {
            throw fault(
                "expected \(key) to be one of "
                    + FeatureMap.allCases.map(\.description).joined(separator: ", ")
                    + ", found '\(name)'")
        }
        return map
    }
}

extension HeadConfiguration {
    fileprivate mutating func read(_ settings: inout YAMLSettings) throws {
        kind = try settings.choice("kind", default: kind)
        scale = try settings.number("scale", default: scale, within: 1...1000)
        let margin = try settings.number("margin", default: 0.3, within: 0...1.5)
        let frequency = try settings.numbers("margin_by_frequency", count: 3, within: 0...10)
        margins =
            frequency.map { .byFrequency(scale: $0[0], exponent: $0[1], base: $0[2]) }
            ?? .fixed(margin)
        isEasy = try settings.flag("easy_margin", default: isEasy)
        subCenters = try settings.whole("subcenters", default: subCenters, within: 1...64)
        labelSmoothing = try settings.number(
            "label_smoothing", default: labelSmoothing, within: 0...0.9)
    }
}

extension TrainingConfiguration.Optimizer {
    fileprivate mutating func read(_ settings: inout YAMLSettings) throws {
        kind = try settings.choice("kind", default: kind)
        learningRate = try settings.number("learning_rate", default: learningRate, within: 0...10)
        backbone = try settings.number("backbone", default: backbone, within: 0...100)
        head = try settings.number("head", default: head, within: 0...100)
        weightDecay = try settings.number("weight_decay", default: weightDecay, within: 0...1)
        clip = try settings.number("clip", default: clip, within: 0...1_000_000)
    }
}

extension TrainingConfiguration.Schedule {
    fileprivate mutating func read(_ settings: inout YAMLSettings) throws {
        kind = try settings.choice("kind", default: kind)
        rise = try settings.number("rise", default: rise, within: 0...1)
        warmUpEpochs = try settings.number(
            "warm_up_epochs", default: warmUpEpochs, within: 0...10_000)
        periodEpochs = try settings.number(
            "period_epochs", default: periodEpochs, within: 0.01...10_000)
        periodGrowth = try settings.whole("period_growth", default: periodGrowth, within: 1...10)
        minimum = try settings.number("minimum", default: minimum, within: 0...1)
    }
}

extension TrainingConfiguration.Loop {
    fileprivate mutating func read(_ settings: inout YAMLSettings) throws {
        epochs = try settings.whole("epochs", default: epochs, within: 1...100_000)
        batchSize = try settings.whole("batch_size", default: batchSize, within: 2...65_536)
        accumulation = try settings.whole("accumulation", default: accumulation, within: 1...65_536)
        sampling = try settings.choice("sampling", default: sampling)
        balance = try settings.number("balance", default: balance, within: 0...1)
        precision = try settings.choice("precision", default: precision)
        averageDecay = try settings.number(
            "average_decay", default: averageDecay, within: 0...0.999_999)
        frozenBackboneEpochs = try settings.whole(
            "frozen_backbone_epochs", default: frozenBackboneEpochs, within: 0...100_000)
        freezesBatchNorm = try settings.flag("freeze_batch_norm", default: freezesBatchNorm)
        checkpointMinutes = try settings.number(
            "checkpoint_minutes", default: checkpointMinutes, within: 0...100_000)
    }
}

extension TrainingConfiguration.Validation {
    fileprivate mutating func read(_ settings: inout YAMLSettings) throws {
        every = try settings.whole("every", default: every, within: 1...100_000)
        patience = try settings.whole("patience", default: patience, within: 0...100_000)
        metric = try settings.choice("metric", default: metric)
        flip = try settings.flag("flip", default: flip)
        newShare = try settings.number("new_share", default: newShare, within: 0...1)
    }
}

extension TrainingConfiguration.Loading {
    /// Reads the section `loading`.
    mutating func read(_ settings: inout YAMLSettings) throws {
        workers = try settings.whole("workers", default: workers, within: 1...256)
        cache = try settings.text("cache", default: cache)
        toleratedBadShare = try settings.number(
            "tolerated_bad_share", default: toleratedBadShare, within: 0...1)
    }
}

import Datasets
import Detectors

extension DetectorConfiguration: YAMLConfiguration {
    /// Takes over what the sections say.
    ///
    /// - Throws: `DatasetError` with the line where a key is not known, or a value is not what it can be.
    public mutating func readSections(_ settings: inout YAMLSettings) throws {
        try settings.section("data") { try data.read(&$0) }
        try settings.section("input") { try input.read(&$0) }
        try settings.section("model") { try model.read(&$0) }
        try settings.section("loss") { try loss.read(&$0) }
        try settings.section("optimizer") { try optimizer.read(&$0) }
        try settings.section("schedule") { try schedule.read(&$0) }
        try settings.section("training") { try training.read(&$0) }
        try settings.section("validation") { try validation.read(&$0) }
        try settings.section("loading") { try loading.read(&$0) }
    }
}

extension DetectorConfiguration.Data {
    fileprivate mutating func read(_ settings: inout YAMLSettings) throws {
        table = try settings.text("table", default: table)
        root = try settings.text("root", default: root)
        classes = try settings.texts("classes", default: classes)
        train = try settings.texts("train", default: train)
        validation = try settings.text("validation", default: validation)
        validationShare = try settings.number(
            "validation_share", default: validationShare, within: 0...0.9)
        keepsTogether = try settings.choice("keep_together", default: keepsTogether)
        fileNumberGap = try settings.whole(
            "file_number_gap", default: fileNumberGap, within: 1...1_000_000)
        isStrict = try settings.flag("strict", default: isStrict)
        guard Set(classes).count == classes.count else {
            throw settings.fault("expected each of the classes once, found \(classes)")
        }
    }
}

extension DetectorConfiguration.Input {
    fileprivate mutating func read(_ settings: inout YAMLSettings) throws {
        size = try settings.whole("size", default: size, within: 64...8192)
        guard size % YOLOv5.strides[2] == 0 else {
            throw settings.fault(
                "expected size to be a multiple of \(YOLOv5.strides[2]), found \(size)")
        }
        tile = try settings.whole("tile", default: tile, within: 0...65_535)
        tileOverlap = try settings.number("tile_overlap", default: tileOverlap, within: 0...0.9)
        multiScale = try settings.number("multi_scale", default: multiScale, within: 0...0.9)
        augmentation =
            try settings.nestedYAML("augmentation") { name in
                AugmentationPreset(rawValue: name).map(\.yaml)
            } ?? augmentation
    }
}

extension DetectorConfiguration.Model {
    fileprivate mutating func read(_ settings: inout YAMLSettings) throws {
        architecture = try settings.choice("architecture", default: architecture)
        weights = try settings.text("weights", default: weights)
        fitsAnchors = try settings.flag("fit_anchors", default: fitsAnchors)
    }
}

extension DetectionLoss.Settings {
    fileprivate mutating func read(_ settings: inout YAMLSettings) throws {
        box = try settings.number("box", default: box, within: 0...1000)
        objectness = try settings.number("objectness", default: objectness, within: 0...1000)
        classes = try settings.number("classes", default: classes, within: 0...1000)
        objectnessPositiveWeight = try settings.number(
            "objectness_positive_weight", default: objectnessPositiveWeight, within: 0...1000)
        classPositiveWeight = try settings.number(
            "class_positive_weight", default: classPositiveWeight, within: 0...1000)
        balance = try settings.numbers("balance", count: 3, within: 0...1000) ?? balance
        anchorFactor = try settings.number(
            "anchor_factor", default: anchorFactor, within: 1.1...100)
        focal = try settings.number("focal", default: focal, within: 0...10)
        labelSmoothing = try settings.number(
            "label_smoothing", default: labelSmoothing, within: 0...0.9)
    }
}

extension DetectorConfiguration.Optimizer {
    fileprivate mutating func read(_ settings: inout YAMLSettings) throws {
        learningRate = try settings.number("learning_rate", default: learningRate, within: 0...10)
        momentum = try settings.number("momentum", default: momentum, within: 0.01...0.9999)
        weightDecay = try settings.number("weight_decay", default: weightDecay, within: 0...1)
        clip = try settings.number("clip", default: clip, within: 0...1_000_000)
    }
}

extension DetectorConfiguration.Schedule {
    fileprivate mutating func read(_ settings: inout YAMLSettings) throws {
        kind = try settings.choice("kind", default: kind)
        final = try settings.number("final", default: final, within: 0...1)
        warmUpEpochs = try settings.number(
            "warm_up_epochs", default: warmUpEpochs, within: 0...10_000)
        warmUpMomentum = try settings.number(
            "warm_up_momentum", default: warmUpMomentum, within: 0.01...0.9999)
        warmUpBiasRate = try settings.number(
            "warm_up_bias_rate", default: warmUpBiasRate, within: 0...10)
    }
}

extension DetectorConfiguration.Loop {
    fileprivate mutating func read(_ settings: inout YAMLSettings) throws {
        epochs = try settings.whole("epochs", default: epochs, within: 1...100_000)
        batchSize = try settings.whole("batch_size", default: batchSize, within: 1...65_536)
        nominalBatchSize = try settings.whole(
            "nominal_batch_size", default: nominalBatchSize, within: 1...65_536)
        precision = try settings.choice("precision", default: precision)
        averageDecay = try settings.number(
            "average_decay", default: averageDecay, within: 0...0.999_999)
        averageWarmUp = try settings.number(
            "average_warm_up", default: averageWarmUp, within: 1...1_000_000)
        checkpointMinutes = try settings.number(
            "checkpoint_minutes", default: checkpointMinutes, within: 0...100_000)
    }
}

extension DetectorConfiguration.Validation {
    fileprivate mutating func read(_ settings: inout YAMLSettings) throws {
        every = try settings.whole("every", default: every, within: 1...100_000)
        patience = try settings.whole("patience", default: patience, within: 0...100_000)
        metric = try settings.choice("metric", default: metric)
        pictures = try settings.whole("pictures", default: pictures, within: 0...100_000)
    }
}

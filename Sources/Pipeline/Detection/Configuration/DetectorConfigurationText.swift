import Datasets
import Detectors

extension DetectorConfiguration {
    /// The configuration as YAML, complete, every value with a comment.
    public var yaml: String {
        """
        # The configuration of a detector's training (`flukeprint detect train`). What is left out has the value shown here.
        seed: \(seed)                          # the same seed gives the same result on the same machine

        data:
          table: \(quoted(data.table))                      # a table, an annotation file or a folder
          root: \(quoted(data.root))                       # the folder that paths start from; the data set's own if empty
          classes: [\(data.classes.map(quoted).joined(separator: ", "))]                    # what is found, in order; all classes if empty. Of YOLO files without names, those of 0, 1, …
          train: [\(data.train.map(quoted).joined(separator: ", "))]                      # splits to learn from; if empty train, database and rows without a split, else all
          validation: \(quoted(data.validation))     # the split held out to choose by
          validation_share: \(data.validationShare)        # the share held out where no row has that split; 0: the last weights are kept
          keep_together: \(data.keepsTogether.rawValue)      # in that share: none, encounter, day, or files (bursts, by their numbers)
          file_number_gap: \(data.fileNumberGap)            # from one file of a burst to the next
          strict: \(data.isStrict)                 # stop at a bad label, instead of listing it in findings.txt

        input:
          size: \(input.size)                     # pixels; a multiple of 32. Larger finds smaller animals, and takes longer
          tile: \(input.tile)                       # cut photographs into tiles of so many pixels, for distant fins; 0: whole photographs
          tile_overlap: \(input.tileOverlap)             # as a share of a tile's side
          multi_scale: \(input.multiScale)              # change the size from step to step, by up to this share
          # yolov5, none, a file (from the working folder), or a pipeline as it stands here (`flukeprint dataset augment --print`);
          # its size is that above
          augmentation:
        \(indented(input.augmentation, by: 4))

        model:
          architecture: \(model.architecture.rawValue)         # yolov5n, yolov5s, yolov5m, yolov5l or yolov5x
          weights: \(quoted(model.weights))                    # a file to start from; random weights if empty
          fit_anchors: \(model.fitsAnchors)             # seek other anchors where fewer than 98 % of the boxes fit one

        loss:
          box: \(loss.box)                     # the gain of where boxes are
          objectness: \(loss.objectness)               # of whether there is one, at 640 pixels
          classes: \(loss.classes)                  # of what it is, of 80 classes
          objectness_positive_weight: \(loss.objectnessPositiveWeight)
          class_positive_weight: \(loss.classPositiveWeight)
          balance: [\(loss.balance.map { "\($0)" }.joined(separator: ", "))]      # how much objectness counts on each map, the finest first
          anchor_factor: \(loss.anchorFactor)            # how far a box may be from an anchor
          focal: \(loss.focal)                    # the exponent of focal loss; 0 for none
          label_smoothing: \(loss.labelSmoothing)          # the share of a class's answer that is spread

        optimizer:
          learning_rate: \(optimizer.learningRate)           # the highest
          momentum: \(optimizer.momentum)
          weight_decay: \(optimizer.weightDecay)          # of weights; norms and biases have none
          clip: \(optimizer.clip)                    # the greatest length of the gradient; 0 does not clip

        schedule:
          kind: \(schedule.kind.rawValue)                  # linear or cosine
          final: \(schedule.final)                   # the last rate, in shares of the highest
          warm_up_epochs: \(schedule.warmUpEpochs)           # at least 100 batches, where it is not 0
          warm_up_momentum: \(schedule.warmUpMomentum)
          warm_up_bias_rate: \(schedule.warmUpBiasRate)

        training:
          epochs: \(training.epochs)
          batch_size: \(training.batchSize)
          nominal_batch_size: \(training.nominalBatchSize)       # gradients of so many photographs are added up for one step
          precision: \(training.precision.rawValue)               # auto (measured), float32 or bfloat16
          average_decay: \(training.averageDecay)         # of the weights' moving average; 0 for none
          average_warm_up: \(training.averageWarmUp)       # steps in which the decay rises
          checkpoint_minutes: \(training.checkpointMinutes)      # beside those after each epoch

        validation:
          every: \(validation.every)                      # epochs
          patience: \(validation.patience)                 # times without a better result before it stops; 0 for never
          metric: \(validation.metric.rawValue)               # fitness (0.1 map50 + 0.9 map), map50 or map
          pictures: \(validation.pictures)                  # photographs held out of which predictions are drawn at the end

        loading:
          workers: \(loading.workers)                    # threads that read photographs
          cache: \(quoted(loading.cache))                     # a folder for decoded photographs; none if empty
          tolerated_bad_share: \(loading.toleratedBadShare)      # of photographs that cannot be read

        """
    }

    /// What a run's folder may not change: everything but how photographs are read, and how often it is saved.
    var identity: String {
        var copy = self
        copy.loading = TrainingConfiguration.Loading()
        copy.training.checkpointMinutes = Loop().checkpointMinutes
        return copy.yaml
    }
}

import Datasets
import Embedders

extension TrainingConfiguration {
    /// The configuration as YAML, complete, every value with a comment.
    public var yaml: String {
        """
        # The configuration of a training (`flukeprint train`). What is left out has the value shown here.
        seed: \(seed)                          # the same seed gives the same result on the same machine

        data:
          table: \(quoted(data.table))                      # a table, an annotation file or a folder
          root: \(quoted(data.root))                       # the folder that paths start from; the data set's own if empty
          label: \(quoted(data.label))          # what is told apart: individual, species, side, or a further column
          separate_sides: \(data.separatesSides)         # left and right of an individual as classes of their own
          mirror_classes: \(data.mirrorsClasses)         # mirror images as further photographs of further classes
          train: [\(data.train.map(quoted).joined(separator: ", "))]                      # splits to learn from; if empty train, database and rows without a split, else all
          validation: \(quoted(data.validation))     # the split held out to choose by
          validation_share: \(data.validationShare)        # the share held out where no row has that split; encounters stay whole; 0: the last weights are kept
          fold: \(optional(data.fold))                    # the fold held out, where the table has fold-0 …
          box: \(quoted(data.box))                        # boxes to crop to, such as fin; the whole photograph if empty
          margin: \(data.margin)                   # kept around a box on each side, as a share of its width and height
          minimum_photographs: \(data.minimumPhotographs)        # classes with fewer are left out

        input:
          width: \(input.width)                    # pixels
          height: \(input.height)                   # pixels
          fit: \(input.fit.rawValue)                  # stretch, or letterbox
          # happywhale, mild, none, a file (from the working folder), or a pipeline as it stands here (`flukeprint dataset augment --print`);
          # its size and fit are those above
          augmentation:
        \(indented(input.augmentation, by: 4))

        model:
          architecture: \(quoted(model.architecture))   # a name of `flukeprint model list`
          weights: \(quoted(model.weights))                    # a file to start from; random weights if empty
          neck: \(model.neck.pooling.rawValue)                     # dolg, gem or average
          local_map: \(model.neck.localMap)               # the map that is pooled; of DOLG the local branch's
          global_map: \(model.neck.globalMap)        # of DOLG's global branch
          branch_width: \(model.neck.fusionWidth / 2)             # half the channels of each of DOLG's branches
          dropout: \(model.neck.dropout)                  # before the last layer
          embedding: \(model.embedding)                # the embedding's width
          drop_path: \(optional(model.dropPath))               # stochastic depth; the architecture's own if null

        head:
          kind: \(head.kind.rawValue)                 # softmax, arcface, subcenter-arcface or curricularface
          scale: \(head.scale)                   # what cosines are multiplied by
        \(margins)
          easy_margin: \(head.isEasy)            # no margin beyond a quarter turn
          subcenters: \(head.subCenters)                 # directions of each class, of subcenter-arcface
          label_smoothing: \(head.labelSmoothing)          # the share of the answer that is spread over all classes
          species_weight: \(speciesWeight)           # how much a softmax head for species counts on the side; 0 for none

        optimizer:
          kind: \(optimizer.kind.rawValue)                   # adamw, adam or sgd
          learning_rate: \(optimizer.learningRate)         # the highest, of the neck
          backbone: \(optimizer.backbone)                 # the backbone's rate, in shares of it
          head: \(optimizer.head)                     # the head's rate, in shares of it
          weight_decay: \(optimizer.weightDecay)            # of weights; norms and biases have none
          clip: \(optimizer.clip)                     # the greatest length of the gradient; 0 does not clip

        schedule:
          kind: \(schedule.kind.rawValue)               # one_cycle, cosine, restarts or constant
          rise: \(schedule.rise)                     # the share of steps that one cycle rises for
          warm_up_epochs: \(schedule.warmUpEpochs)           # of a linear rise; not for one_cycle
          period_epochs: \(schedule.periodEpochs)           # to the first restart
          period_growth: \(schedule.periodGrowth)              # how much longer each period is
          minimum: \(schedule.minimum)                  # the lowest rate, in shares of the highest

        training:
          epochs: \(training.epochs)
          batch_size: \(training.batchSize)                # at least 2: batch norm needs company
          accumulation: \(training.accumulation)               # batches for one step
          sampling: \(training.sampling.rawValue)            # shuffled, or balanced
          balance: \(training.balance)                  # of balanced: 1 for all classes alike
          precision: \(training.precision.rawValue)               # auto (measured), float32 or bfloat16
          average_decay: \(training.averageDecay)            # of the weights' moving average; 0 for none
          frozen_backbone_epochs: \(training.frozenBackboneEpochs)     # at the start
          freeze_batch_norm: \(training.freezesBatchNorm)      # the backbone's statistics stay
          checkpoint_minutes: \(training.checkpointMinutes)      # beside those after each epoch

        validation:
          every: \(validation.every)                      # epochs
          patience: \(validation.patience)                   # times without a better result before it stops; 0 for never
          metric: \(validation.metric.rawValue)                  # map5, top1 or accuracy (of classes, without neighbours)
          flip: \(validation.flip)                   # add the mirrored photograph's embedding
          new_share: \(validation.newShare)                # of photographs of new animals, as expected in use

        loading:
          workers: \(loading.workers)                    # threads that read photographs
          cache: \(quoted(loading.cache))                     # a folder for decoded photographs; none if empty
          tolerated_bad_share: \(loading.toleratedBadShare)      # of photographs that cannot be read

        """
    }
}

extension TrainingConfiguration {
    private var margins: String {
        let (margin, frequency) =
            switch head.margins {
            case .fixed(let margin): ("\(margin)", "null")
            case .byFrequency(let scale, let exponent, let base):
                ("0.3", "[\(scale), \(exponent), \(base)]")
            }
        return """
              margin: \(margin)                   # radians
              margin_by_frequency: \(frequency)     # [a, b, c] for a · n^(−b) + c, n being a class's photographs
            """
    }
}

import Datasets

extension RunConfiguration {
    /// The configuration as YAML, complete, every value with a comment.
    public var yaml: String {
        """
        # The configuration of a whole run (`flukeprint run`). What is left out has the value shown here.
        seed: \(seed)                     # the same seed gives the same result on the same machine
        workers: \(workers)                  # threads that read photographs

        data:
          table: \(quoted(data.table))                 # a table, an annotation file or a folder
          root: \(quoted(data.root))                  # the folder that paths start from; the data set's own if empty
          queries: \(quoted(data.queries))               # photographs to name: a table or a folder; parts of the table if empty
          query: [\(data.query.map(quoted).joined(separator: ", "))]  # parts of the data set that are to be named
          folds: \(data.folds)                  # the others are parted so, where the table has no fold-0 …
          new_share: \(data.newShare)            # of new animals: expected, and held out whole in each fold
          keep_encounters: \(data.keepsEncounters)     # photographs of an encounter stay in one fold

        detect:
          boxes: \(quoted(detect.boxes))                 # a data set with boxes; those of the table if empty
          weights: \(quoted(detect.weights))               # a model.safetensors of `flukeprint detect train` that finds them
          confidence: \(optional(detect.confidence))          # that boxes exceed; the detector's own if null

        crop:
          box: \(quoted(crop.box))                   # the class of boxes to crop to; whole photographs if empty
          margin: \(crop.margin)               # kept around a box on each side, as a share of its width and height
          write: \(crop.isWritten)              # crops as files: read faster, and to look at
          longer_edge: \(optional(crop.longerEdge))         # of these, in pixels; full detail if null

        train:
          model: \(quoted(train.model))                 # a model.safetensors in the place of a training
          all_folds: \(train.allFolds)          # a model for each fold, together in the end; else fold-0 is held out
          # as `flukeprint train --print-configuration` prints it; table, root, fold, box and margin are the run's
          configuration:
        \(indented(train.configuration, by: 4))

        embed:
          known: \(quoted(embed.known))                 # embeddings of known photographs in the place of a training: of `flukeprint embed`, or .npy
          queries: \(quoted(embed.queries))               # by the same model, of the photographs to name
          flip: \(embed.flip)               # the mean with the mirrored photograph's embedding
          bfloat16: \(embed.bfloat16)           # computed in bfloat16

        rank:
          neighbours: \(rank.neighbours)           # nearest photographs looked at
          query_expansion: \(optional(rank.queryExpansion))     # photographs that queries are drawn towards first; none if null
          platt: \(rank.isPlatt)              # probabilities follow a logistic curve; else any rising one
          species_thresholds: \(optional(rank.speciesThresholds))  # held-out photographs that give a species its own; none if null

        pseudo_labels:
          rounds: \(pseudoLabels.rounds)                 # trainings after the first, which learn from sure answers
          precision: \(pseudoLabels.precision)            # the share of these that shall be right, by photographs held out
          least: \(pseudoLabels.least)                 # photographs held out that must be as sure
          kind: \(pseudoLabels.kind.rawValue)            # hard, weighted or soft
          per_individual: \(optional(pseudoLabels.perIndividual))      # photographs at most; all if null
          from_teacher: \(pseudoLabels.startsFromTeacher)        # go on from the weights of the round before

        """
    }
}

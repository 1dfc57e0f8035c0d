import Torch
import TorchNN

/// What an embedder is trained with: a head for individuals and, on the side, one for species.
public final class TrainingHeads: Module {
    /// The losses of one batch.
    public struct Losses {
        /// What training minimises.
        public let total: Tensor
        /// The loss of the individuals alone.
        public let individual: Tensor
        /// The loss of the species alone, where there is a head for it.
        public let species: Tensor?
    }

    /// Tells individuals apart.
    public let individual: any ClassificationHead
    /// Tells species apart.
    public let species: (any ClassificationHead)?
    /// How much the species' loss counts.
    public let speciesWeight: Double

    /// Heads on the same embeddings.
    public init(
        individual: any ClassificationHead, species: (any ClassificationHead)? = nil,
        speciesWeight: Double = 0.1
    ) {
        self.individual = individual
        self.species = species
        self.speciesWeight = speciesWeight
    }

    override public var children: Named<Module> { ["individual": individual, "species": species] }

    /// The losses of a batch of embeddings `[N, D]`.
    ///
    /// - Parameters:
    ///   - embeddings: `[N, D]`.
    ///   - individuals: which individuals they show.
    ///   - species: which species; needed where there is a head for it.
    public func callAsFunction(
        _ embeddings: Tensor, individuals: Targets, species targets: Targets? = nil
    ) -> Losses {
        let individualLoss = individual.loss(embeddings, individuals)
        guard let species else {
            return Losses(total: individualLoss, individual: individualLoss, species: nil)
        }
        guard let targets else {
            preconditionFailure("a head for species needs the species of the photographs")
        }
        let speciesLoss = species.loss(embeddings, targets)
        return Losses(
            total: individualLoss + speciesLoss * speciesWeight, individual: individualLoss,
            species: speciesLoss)
    }
}

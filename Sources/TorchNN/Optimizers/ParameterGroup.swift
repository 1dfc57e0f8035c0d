import Torch

/// Parameters that are trained alike.
public struct ParameterGroup {
    /// The parameters by name; names are what their state is saved under.
    public let parameters: [(name: String, element: Tensor)]
    /// The learning rate that a schedule scales.
    public let baseLearningRate: Double
    /// The learning rate of the next step.
    public var learningRate: Double
    /// How strongly weights are drawn towards 0.
    public var weightDecay: Double

    /// Parameters with their learning rate and weight decay.
    public init(
        _ parameters: [(name: String, element: Tensor)], learningRate: Double,
        weightDecay: Double = 0
    ) {
        self.parameters = parameters
        baseLearningRate = learningRate
        self.learningRate = learningRate
        self.weightDecay = weightDecay
    }
}

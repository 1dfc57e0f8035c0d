/// A photograph that becomes part of the training.
struct AcceptedPhotograph {
    /// Its row among the photographs that were predicted.
    let row: Int
    /// What was predicted.
    let prediction: Prediction
    /// Whom it is taken for, provisionally or not.
    let individual: String
    /// How sure that is.
    let confidence: Double
    /// Whether nobody knows the individual yet.
    let isProvisional: Bool
}

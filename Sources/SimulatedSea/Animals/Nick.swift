/// A piece that is missing from an edge of a fin; lengths are in fin heights.
public struct Nick: Hashable, Sendable {
    /// How the edge runs through the nick.
    public enum Shape: CaseIterable, Sendable {
        /// Straight sides that meet in a point.
        case wedge
        /// A round bite.
        case bite
        /// A straight side, and a steep one towards the base.
        case step
        /// A flat piece cut out.
        case slot
    }

    /// Where the nick's middle lies along the edge: 0 at the tip, 1 at the base.
    public var position: Float
    /// From one side of the nick to the other, along the edge.
    public var width: Float
    /// From the edge inwards.
    public var depth: Float
    /// Its profile.
    public var shape: Shape

    /// How far the edge stands back at `place`, from -1 to 1 across the nick.
    func depth(at place: Float) -> Float {
        guard abs(place) < 1 else { return 0 }
        switch shape {
        // What was torn heals round.
        case .wedge: return depth * (1 - (place * place + 0.01).squareRoot()) * 1.1
        case .bite: return depth * (1 - place * place).squareRoot()
        case .step: return depth * (place < 0.8 ? (place + 1) / 1.8 : (1 - place) / 0.2)
        case .slot: return depth * min(1, (1 - abs(place)) * 5) * (0.85 + 0.15 * place)
        }
    }
}

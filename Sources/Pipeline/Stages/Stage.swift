/// A step of a whole run: what it depends on, what it makes, and how.
struct Stage {
    /// What it is called, such as `train-1-0`: kind, round and fold.
    let name: String
    let kind: StageKind
    /// What tells it from others of its kind, such as `round 1` and `fold 0`.
    var details: [String] = []
    /// What decides about its outputs.
    let inputs: [StageInput]
    /// The files that it makes, all of them in `folder`.
    let outputs: [String]
    /// The folder that belongs to it alone; it is removed where the stage has to start anew.
    let folder: String
    /// Makes the outputs; goes on where it was interrupted.
    let work: () throws -> Void

    /// What people read: `train, round 1, fold 0`.
    var title: String { ([kind.rawValue] + details).joined(separator: ", ") }
}

/// How many photographs may be bad: a share of them.
///
/// One alone never ends a run, unless none is tolerated or there is no other one: of a few photographs it is a large share.
struct BadPhotographLimit {
    /// The share, 0 to 1.
    let share: Double

    /// Whether so many of some photographs may be bad.
    func allows(_ bad: Int, of photographs: Int) -> Bool {
        let one = photographs > 1 ? 1.0 : 0
        return Double(bad) <= (share > 0 ? max(share * Double(photographs), one) : 0)
    }
}

import Datasets

extension DetectorConfiguration.Data {
    /// What stays on one side of a share that is held out.
    var grouping: Grouping {
        switch keepsTogether {
        case .none: .none
        case .encounter: .encounter
        case .day: .day
        case .files: .fileNumbers(gap: fileNumberGap)
        }
    }
}

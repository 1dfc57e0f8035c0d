import CVips

/// Which damage a decoder takes.
public enum DamageTolerance: Sendable, CaseIterable {
    /// None: whatever the decoder warns of is an error.
    case none
    /// Small errors within the data, which show as a few odd pixels; a file cut short is an error.
    case flaws
    /// Files cut short too: what is missing stays grey or black.
    case truncation

    var code: Int32 {
        switch self {
        case .none: Int32(cvips_fail_on_warning.rawValue)
        case .flaws: Int32(cvips_fail_on_truncation.rawValue)
        case .truncation: Int32(cvips_fail_on_nothing.rawValue)
        }
    }
}

/// The species as the competition spells them, and as they are called.
///
/// Of the 30 spellings in the competition's `train.csv`, four are corrected, so that 26 species remain.
public enum HappywhaleSpecies {
    /// What is misspelt or doubled, and the name that takes its place.
    public static let corrections: [String: String] = [
        "bottlenose_dolpin": "bottlenose_dolphin",
        "kiler_whale": "killer_whale",
        "globis": "short_finned_pilot_whale",
        "pilot_whale": "short_finned_pilot_whale",
    ]

    /// The name of a species; most are right as they are.
    public static func corrected(_ species: String) -> String {
        corrections[species] ?? species
    }
}

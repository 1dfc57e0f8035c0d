/// The species of the simulated sea; the table below gives their bodies, fins and colours.
public enum SimulatedSpecies: String, Codable, CodingKeyRepresentable, CaseIterable,
    Sendable
{
    case bottlenoseDolphin = "bottlenose_dolphin"
    case commonDolphin = "common_dolphin"
    case roughToothedDolphin = "rough_toothed_dolphin"
    case rissosDolphin = "rissos_dolphin"
    case harbourPorpoise = "harbour_porpoise"
    case killerWhale = "killer_whale"
    case falseKillerWhale = "false_killer_whale"
    case pilotWhale = "short_finned_pilot_whale"
    case minkeWhale = "minke_whale"
    case finWhale = "fin_whale"

    /// What the species looks like. Lengths of the fin's shape are in fin heights.
    var traits: SpeciesTraits {
        switch self {
        //                       body   fin     fin   girth
        //                       m      m       at    /body  base  tip   leads trail hook  round
        case .bottlenoseDolphin:
            .init(2.9, 0.27, 0.47, 0.120, fin: .init(1.35, 1.22, 0.62, 0.55, 0.40, 0.050))
        case .commonDolphin:
            .init(
                2.1, 0.20, 0.46, 0.110, fin: .init(1.30, 1.30, 0.55, 0.62, 0.48, 0.035),
                skin: .init(0.04, pale: 0.28, flank: 0.30))
        case .roughToothedDolphin:
            .init(2.4, 0.25, 0.46, 0.115, fin: .init(1.30, 1.12, 0.58, 0.50, 0.34, 0.045))
        case .rissosDolphin:
            .init(
                3.2, 0.40, 0.46, 0.12, fin: .init(0.98, 0.98, 0.66, 0.48, 0.36, 0.050),
                skin: .init(0.085, pale: 0.25, flank: 0.3, rakes: 7))
        case .harbourPorpoise:
            .init(
                1.6, 0.15, 0.52, 0.12, fin: .init(1.75, 1.10, 0.45, 0.22, 0.12, 0.050),
                skin: .init(0.04, pale: 0.05, flank: 0.25, rakes: 0.5))
        case .killerWhale:
            .init(
                6.5, 0.95, 0.42, 0.12, fin: .init(0.86, 0.74, 0.62, 0.36, 0.24, 0.050),
                skin: .init(0.025, saddle: 0.5, flank: 0.10, rakes: 2))
        case .falseKillerWhale:
            .init(
                4.8, 0.33, 0.44, 0.09, fin: .init(1.25, 1.15, 0.68, 0.50, 0.36, 0.085),
                skin: .init(0.03))
        case .pilotWhale:
            .init(
                4.8, 0.36, 0.34, 0.11, fin: .init(2.05, 1.70, 0.80, 0.60, 0.50, 0.120),
                skin: .init(0.03, saddle: 0.35))
        case .minkeWhale:
            .init(
                7.8, 0.33, 0.64, 0.11, fin: .init(1.35, 1.42, 0.50, 0.66, 0.52, 0.035),
                skin: .init(0.04, flank: 0.15, rakes: 1))
        case .finWhale:
            .init(
                19, 0.50, 0.70, 0.085, fin: .init(1.75, 1.65, 0.40, 0.60, 0.45, 0.045),
                skin: .init(0.05, flank: 0.15, rakes: 1))
        }
    }
}

/// What the individuals of one species have in common.
struct SpeciesTraits: Sendable {
    /// Snout to tail, in metres.
    var bodyLength: Float
    /// Height of the dorsal fin, in metres.
    var finHeight: Float
    /// Where the middle of the fin's base stands, as a share of the body's length from the snout.
    var finPosition: Float
    /// Half the body's height at its thickest, as a share of its length.
    var girth: Float
    var fin: FinProportions
    var skin: SkinTraits

    init(
        _ bodyLength: Float, _ finHeight: Float, _ finPosition: Float, _ girth: Float,
        fin: FinProportions, skin: SkinTraits = .init(0.055, pale: 0.10, flank: 0.15, rakes: 3)
    ) {
        self.bodyLength = bodyLength
        self.finHeight = finHeight
        self.finPosition = finPosition
        self.girth = girth
        self.fin = fin
        self.skin = skin
    }
}

/// The shape of a fin before anything happened to it, in fin heights.
struct FinProportions: Sendable {
    /// Length of the base along the back.
    var base: Float
    /// How far behind the front of the base the tip stands.
    var tip: Float
    /// How far the leading edge bulges, 0 to 1.
    var leadingBulge: Float
    /// How hollow the trailing edge is, 0 to 1.
    var trailingHollow: Float
    /// How far the tip is bent back, 0 to 1.
    var hook: Float
    /// Radius of the tip.
    var tipRadius: Float

    init(
        _ base: Float, _ tip: Float, _ leadingBulge: Float, _ trailingHollow: Float,
        _ hook: Float, _ tipRadius: Float
    ) {
        self.base = base
        self.tip = tip
        self.leadingBulge = leadingBulge
        self.trailingHollow = trailingHollow
        self.hook = hook
        self.tipRadius = tipRadius
    }
}

/// The skin of a species: how much light it throws back, and which patterns it may bear.
struct SkinTraits: Sendable {
    /// Reflectance of the back, 0 to 1.
    var reflectance: Float
    /// How pale the middle of the fin may become.
    var pale: Float
    /// How bright a saddle patch behind the fin may be.
    var saddle: Float
    /// Reflectance of the lower flank.
    var flank: Float
    /// How many groups of rake marks an animal has on average.
    var rakes: Float

    init(
        _ reflectance: Float, pale: Float = 0, saddle: Float = 0, flank: Float = 0.1,
        rakes: Float = 2
    ) {
        self.reflectance = reflectance
        self.pale = pale
        self.saddle = saddle
        self.flank = flank
        self.rakes = rakes
    }
}

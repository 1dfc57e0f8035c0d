import Datasets

/// A name for the photographs that a training holds out, which pseudo-labels keep of their teacher.
///
/// A fold's number, the name of a split or, where a share was drawn, a digest of the photographs' paths: a training of
/// the same name judges by photographs that the teacher has not learned from.
enum HeldOutName {
    /// The name; `nil` where nothing is held out.
    static func name(
        of heldOut: PhotographTable, _ settings: TrainingConfiguration.Data
    ) -> String? {
        if let fold = settings.fold { return "\(fold)" }
        guard heldOut.count > 0 else { return nil }
        if heldOut[0].split == SplitName(rawValue: settings.validation) {
            return settings.validation
        }
        let paths = heldOut.photographs.map(\.path).sorted().joined(separator: "\n")
        return "share-" + FileDigest(text: paths).hexadecimal.prefix(12)
    }
}

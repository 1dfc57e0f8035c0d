/// Where photographs lie that a table names without saying where.
enum PhotographRoot {
    /// The folder itself, or the first of the folders in it that holds the first photograph.
    static func find(below folder: String, first: String?, _ names: [String]) -> String {
        guard let first, !FilePath.exists(FilePath.join(folder, first)) else { return folder }
        for name in names {
            let candidate = FilePath.join(folder, name)
            if FilePath.exists(FilePath.join(candidate, first)) { return candidate }
        }
        return folder
    }
}

/// One folder per individual, named after it, with the photographs in it or in folders below it.
///
/// Photographs beside the folders are of nobody known.
enum IndividualFoldersFormat: DatasetImporter {
    static func recognises(_ source: DatasetSource) -> Bool {
        guard source.isFolder, !source.entries.contains(where: FilePath.isPhotograph),
            let walk = try? FolderWalk(source.path, where: FilePath.isPhotograph)
        else { return false }
        let folders = Set(walk.files.map { $0.prefix { $0 != "/" } })
        // One folder, or folders named after parts of a data set, say nothing about individuals.
        let parts: Set<Substring> = [
            "images", "train", "test", "val", "valid", "validation", "train_images", "test_images",
        ]
        return folders.count > 1 && folders.isDisjoint(with: parts)
    }

    static func read(
        _ source: DatasetSource, _ context: inout ImportContext
    ) throws -> PhotographTable {
        let walk = try FolderWalk(source.path, where: FilePath.isPhotograph)
        try context.report(walk, in: source.path)
        return PhotographTable(
            root: source.path,
            photographs: walk.files.map { path in
                var photograph = Photograph(path: path)
                if let slash = path.firstIndex(of: "/") {
                    photograph.individual = String(path[..<slash])
                }
                return photograph
            })
    }
}

/// A folder of photographs, and folders in it, of which nothing is known; or a single photograph.
enum PhotographFolderFormat: DatasetImporter {
    static func recognises(_ source: DatasetSource) -> Bool {
        guard source.isFolder else { return FilePath.isPhotograph(source.path) }
        let walk = try? FolderWalk(source.path, where: FilePath.isPhotograph)
        return walk.map { !$0.files.isEmpty || !$0.problems.isEmpty } ?? false
    }

    static func read(
        _ source: DatasetSource, _ context: inout ImportContext
    ) throws -> PhotographTable {
        guard source.isFolder else {
            return PhotographTable(
                root: FilePath.folder(of: source.path),
                photographs: [Photograph(path: FilePath.name(of: source.path))])
        }
        let walk = try FolderWalk(source.path, where: FilePath.isPhotograph)
        try context.report(walk, in: source.path)
        return PhotographTable(
            root: source.path, photographs: walk.files.map { Photograph(path: $0) })
    }
}

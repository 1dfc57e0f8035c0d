import Datasets
import Imaging

extension PhotographTable {
    /// The table with the sizes of photographs that it does not tell, read from their files; what cannot be read has none.
    func withSizes() -> PhotographTable {
        var table = self
        let decoder = ImageDecoder()
        for row in 0..<count where table[row].size == nil {
            guard let size = try? decoder.header(of: ImageFile(path: file(at: row))).size else {
                continue
            }
            table[row].size = PictureSize(width: size.width, height: size.height)
        }
        return table
    }
}

import Datasets
import Foundation
import Testing

@testable import Pipeline

@Suite struct PhotographsBesideCropsTests {
    private let samples: CropSamples

    init() throws {
        samples = try CropSamples()
    }

    private func table(_ paths: [String], of individual: String? = nil) -> PhotographTable {
        samples.table(
            paths.map {
                var photograph = Photograph(path: $0)
                photograph.individual =
                    individual ?? $0.split(separator: "/").first.map(String.init)
                return photograph
            })
    }

    private func kept(_ paths: [String], _ folder: String) -> [String] {
        table(paths).withoutFiles(inCrops: folder).photographs.map(\.path)
    }

    @Test("Given a folder of crops among photographs, what lies in it is none, by any of its names")
    func folders() throws {
        let paths = ["a.png", "crops/a.jpg", "crops/deep/b.jpg", "crops2/c.png", "deep/b.png"]
        let left = ["a.png", "crops2/c.png", "deep/b.png"]
        #expect(kept(paths, samples.sea + "/crops") == left)
        #expect(kept(paths, samples.sea + "/deep/../crops/") == left)
        #expect(kept(paths, samples.folder + "/elsewhere") == paths)
        // Links lead there, too, before there is a folder.
        let link = samples.folder + "/link"
        try FileManager.default.createSymbolicLink(
            atPath: link, withDestinationPath: samples.sea)
        #expect(kept(paths, link + "/crops") == left)
        // All photographs are no crops of others.
        #expect(kept(paths, samples.sea) == paths)
    }

    @Test("Given photographs in a single folder beside the crops, it is no individual's")
    func lonelyFolders() {
        let folder = samples.sea + "/crops"
        let one = table(["2019/a.jpg", "2019/b.jpg", "crops/2019/a.jpg"])
        #expect(one.withoutFiles(inCrops: folder).individuals.isEmpty)
        let two = table(["ada/a.jpg", "bo/b.jpg", "crops/ada/a.jpg"])
        #expect(two.withoutFiles(inCrops: folder).individuals == ["ada": 1, "bo": 1])
        let named = table(["2019/a.jpg", "2019/b.jpg", "crops/2019/a.jpg"], of: "ada")
        #expect(named.withoutFiles(inCrops: folder).individuals == ["ada": 2])
    }
}

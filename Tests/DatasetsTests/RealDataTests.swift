import Imaging
import Testing

@testable import Datasets

/// The tables beside the repository, whole.
@Suite(.enabled(if: RealData.isThere)) struct RealDataTests {
    @Test func happywhaleTraining() throws {
        let dataset = try RealData.read("happywhale/train.csv")
        let table = dataset.table

        #expect(dataset.format == .happywhale && dataset.findings.isEmpty)
        #expect(table.count == 51_033)
        #expect(table.individuals.count == 15_587)
        #expect(table.species.count == 26)
        #expect(table.species["short_finned_pilot_whale"] == 367 + 262 + 116)
        #expect(table.boxCount == 35_671)

        let folds = StratifiedFolds(newIndividualShare: 0.1).folds(of: table)
        for part in SplitReport(folds, of: table).parts {
            #expect(abs(part.newShare - 0.1) < 0.001)
            #expect(part.queries.species == 26 && part.database.species == 26)
            #expect(9_283...9_284 ~= part.queries.photographs)
        }
        let all = SplitReport(StratifiedFolds().folds(of: table), of: table)
        #expect(all.parts.reduce(0) { $0 + $1.newIndividuals } == 9_258)
        #expect(ClosedSetSplit().sides(of: table).unknownIndividuals(in: table).isEmpty)
    }

    @Test func speciesAsTheyAreSpelt() throws {
        var options = ImportOptions()
        options.mapsSpecies = false
        let path = "\(RealData.folder ?? "")/happywhale/train.csv"

        #expect(try Dataset(contentsOf: path, options: options).table.species.count == 30)
    }

    @Test func happywhaleTest() throws {
        let test = try RealData.read("happywhale/test.csv").table
        #expect(test.count == 27_956 && test.boxCount == 20_004)

        let pseudo = try RealData.read("happywhale/pseudo_labels_round1.csv").table
        #expect(pseudo.count == 27_956 && pseudo.species.count == 26)

        let boxes = try RealData.read("happywhale/backfin_boxes_test.csv")
        #expect(boxes.format == .detectorBoxes && boxes.table.count == 27_956)
        // One box of no height; 502 photographs have none.
        #expect(boxes.table.boxCount == 27_453)
        #expect(boxes.found == ["emptyBox backfin_boxes_test.csv:14012"])
    }

    @Test func nyala() throws {
        let dataset = try RealData.read("nyala")
        let table = dataset.table
        #expect(dataset.format == .wildlife && dataset.findings.isEmpty)
        #expect(table.count == 1_942 && table.individuals.count == 237)
        #expect(table.splits == [.train: 1_514, .test: 428])

        let closed = ClosedSetSplit().sides(of: table)
        #expect(closed.unknownIndividuals(in: table).isEmpty)
        #expect(closed.sharedPhotographs(in: table).isEmpty)
        #expect(abs(closed.queries.count - 388) <= 1)
        let open = OpenSetSplit(queryShare: 0).sides(of: table)
        #expect(open.sharedIndividuals(in: table).isEmpty)

        let folders = try RealData.read("nyala/images")
        #expect(folders.format == .individuals)
        #expect(folders.table.individuals == table.individuals)
    }

    @Test func boxesOfDolphinsAndRaccoons() throws {
        let dolphins = try RealData.read("dolphins")
        #expect(dolphins.format == .yolo && dolphins.findings.isEmpty)
        #expect(dolphins.table.count == 90 && dolphins.table.boxCount == 103)
        let bursts = Grouping.fileNumbers(gap: 1)
        let sides = GroupSplit(grouping: bursts).sides(of: dolphins.table)
        #expect(sides.sharedGroups(bursts, in: dolphins.table).isEmpty)
        #expect(!sides.queries.isEmpty)

        let raccoons = try RealData.read("raccoon")
        #expect(raccoons.format == .tensorflow && raccoons.findings.isEmpty)
        #expect(raccoons.table.count == 160 && raccoons.table.boxCount == 175)
    }

    @Test func photographsAreAugmented() throws {
        for (name, preset) in [("nyala", AugmentationPreset.happywhale), ("dolphins", .yolov5)] {
            let table = try RealData.read(name).table
            let resizing = Resizing(to: ImageSize(width: 640, height: 640), fit: .shrinkInside)
            let source = AugmentedPhotographs(
                table: table, pictures: PictureFiles(table, resizing: resizing),
                pipeline: preset.pipeline())
            var boxes = 0
            for row in 0..<8 {
                let sample = try source.sample(SampleRequest(row: row, seed: UInt64(row)))
                #expect(sample.image.size == source.pipeline.size)
                boxes += sample.boxes.count
                #expect(sample.rows.count == (preset == .yolov5 ? 4 : 1))
            }
            #expect((boxes > 4) == (name == "dolphins"))
        }
    }
}

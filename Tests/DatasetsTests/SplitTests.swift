import Foundation
import Randomness
import Testing

@testable import Datasets

/// What splits promise, on tables drawn by lot.
@Suite struct SplitTests {
    static let seeds: [UInt64] = Array(0..<12)

    @Test(arguments: seeds) func everyFoldHoldsOutItsShare(seed: UInt64) {
        let table = randomTable(seed)
        for share in [nil, 0, 0.1, 0.3] as [Double?] {
            let folds = StratifiedFolds(count: 4, newIndividualShare: share, seed: seed)
                .folds(of: table)

            checkFolds(folds, of: table)
            let parts = SplitReport(folds, of: table).parts
            guard let share else {
                let singles = table.individuals.values.count { $0 == 1 }
                #expect(parts.reduce(0) { $0 + $1.newIndividuals } == singles)
                continue
            }
            for part in parts { #expect(abs(part.newShare - share) < 0.06) }
        }
    }

    @Test(arguments: seeds) func foldsKeepBurstsAndSharedPhotographsTogether(seed: UInt64) {
        var table = randomTable(seed)
        // Given photographs of two animals, each in two rows.
        for row in 0..<20 {
            var second = table[row]
            second.individual = "w\(row * 5)"
            table.append(second)
        }
        for grouping in [Grouping.none, .encounter, .day, .fileNumbers(gap: 1)] {
            let folds = StratifiedFolds(newIndividualShare: 0.2, grouping: grouping, seed: seed)
                .folds(of: table)
            for fold in 0..<folds.count {
                let sides = folds.sides(fold)
                #expect(sides.sharedPhotographs(in: table).isEmpty)
                #expect(sides.sharedGroups(grouping, in: table).isEmpty)
            }
        }
    }

    @Test(arguments: seeds) func burstsOfOneAnimalCountAsSeenOnce(seed: UInt64) {
        var table = randomTable(seed)
        for row in 0..<table.count {
            table[row].encounter = table[row].individual.map { "\($0) in \(row % 2)" }
        }
        let seen = Dictionary(grouping: table.photographs) { $0.individual }
            .mapValues { Set($0.map(\.encounter)).count }
        let folds = StratifiedFolds(grouping: .encounter, seed: seed).folds(of: table)

        let new = SplitReport(folds, of: table).parts.reduce(0) { $0 + $1.newIndividuals }
        #expect(new == seen.count { $0.key != nil && $0.value == 1 })
    }

    /// What holds for all folds: nothing leaks, individuals and species are spread evenly.
    private func checkFolds(_ folds: Folds, of table: PhotographTable) {
        var places: [String: Set<Folds.Place>] = [:]
        var counts: [String: [Int]] = [:]
        for (row, place) in folds.places.enumerated() {
            guard let individual = table[row].individual else {
                #expect(place == .nowhere)
                continue
            }
            #expect(place != .nowhere)
            places[individual, default: []].insert(place)
            if case .fold(let fold) = place {
                counts[individual, default: Array(repeating: 0, count: folds.count)][fold] += 1
            }
        }
        for (individual, count) in table.individuals where count > 1 {
            // Whole in one fold, or spread so that no fold has two photographs more than another.
            let spread = counts[individual] ?? []
            let isWhole = places[individual]?.count == 1
            #expect(isWhole || (spread.max() ?? 0) - (spread.min() ?? 0) <= 1)
        }
        let sizes = (0..<folds.count).map { folds.sides($0).queries.count }
        #expect((sizes.max() ?? 0) - (sizes.min() ?? 0) <= max(8, table.count / 20))
        for fold in 0..<folds.count {
            #expect(folds.sides(fold).sharedPhotographs(in: table).isEmpty)
        }
    }

    @Test(arguments: seeds) func closedSetsKnowEveryQuery(seed: UInt64) {
        let table = randomTable(seed)
        for grouping in [Grouping.none, .encounter, .fileNumbers(gap: 1)] {
            let sides = ClosedSetSplit(queryShare: 0.25, grouping: grouping, seed: seed)
                .sides(of: table)

            #expect(sides.unknownIndividuals(in: table).isEmpty)
            #expect(sides.sharedGroups(grouping, in: table).isEmpty)
            #expect(sides.sharedPhotographs(in: table).isEmpty)
            let known = table.photographs.count { $0.individual != nil }
            #expect(sides.database.count + sides.queries.count == known)
            #expect(sides.queries.count <= Int((0.25 * Double(known)).rounded()))
            if grouping == .none { #expect(sides.queries.count >= known / 5) }
        }
    }

    @Test(arguments: seeds) func openSetsHoldOutWholeIndividuals(seed: UInt64) {
        let table = randomTable(seed)
        for grouping in [Grouping.none, .encounter] {
            let disjoint = OpenSetSplit(
                newIndividualShare: 0.3, queryShare: 0, grouping: grouping, seed: seed
            ).sides(of: table)
            #expect(disjoint.sharedIndividuals(in: table).isEmpty)
            #expect(Set(disjoint.queries.map { table[$0].individual }).count == 36)

            let open = OpenSetSplit(
                newIndividualShare: 0.3, queryShare: 0.2, grouping: grouping, seed: seed
            ).sides(of: table)
            let new = Set(open.unknownIndividuals(in: table).map { table[$0.query].individual })
            #expect(new.count == 36)
            #expect(open.sharedGroups(grouping, in: table).isEmpty)
            #expect(open.queries.count > disjoint.queries.count)
        }
    }

    @Test(arguments: seeds) func groupsAreNeverParted(seed: UInt64) {
        let table = randomTable(seed)
        let groupings: [Grouping] = [.none, .encounter, .day, .fileNumbers(gap: 2)]
        for grouping in groupings {
            let split = GroupSplit(grouping: grouping, seed: seed)
            let sides = split.sides(of: table, queryShare: 0.3)
            #expect(sides.sharedGroups(grouping, in: table).isEmpty)
            #expect(sides.database.count + sides.queries.count == table.count)
            #expect(sides.queries.count <= Int((0.3 * Double(table.count)).rounded()))

            let folds = split.folds(of: table, count: 3)
            for fold in 0..<3 {
                #expect(folds.sides(fold).sharedGroups(grouping, in: table).isEmpty)
            }
        }
    }

    @Test(arguments: seeds) func theSeedDecidesAndTheOrderOfRowsDoesNot(seed: UInt64) {
        let table = randomTable(seed)
        var random = SeededRandom(seed: seed + 100)
        let order = random.shuffled(0..<table.count)
        let shuffled = table.rows(order)
        func byPath(_ table: PhotographTable) -> [String: SplitName?] {
            Dictionary(uniqueKeysWithValues: table.photographs.map { ($0.path, $0.split) })
        }
        let splits: [(PhotographTable, UInt64) -> PhotographTable] = [
            { StratifiedFolds(newIndividualShare: 0.1, seed: $1).folds(of: $0).applied(to: $0) },
            { ClosedSetSplit(grouping: .encounter, seed: $1).sides(of: $0).applied(to: $0) },
            { OpenSetSplit(grouping: .day, seed: $1).sides(of: $0).applied(to: $0) },
            { GroupSplit(grouping: .day, seed: $1).sides(of: $0).applied(to: $0) },
        ]
        for split in splits {
            #expect(byPath(split(table, seed)) == byPath(split(shuffled, seed)))
            #expect(byPath(split(table, seed)) != byPath(split(table, seed + 1)))
        }
    }

    @Test func leaksAreFound() {
        var photographs = ["a", "b", "a", "IMG_5", "IMG_6"].map { Photograph(path: $0 + ".jpg") }
        photographs[0].individual = "x"
        photographs[1].individual = "x"
        photographs[2].individual = "y"
        let table = PhotographTable(root: "", photographs: photographs)
        let sides = Sides(database: [0, 3], queries: [4, 2, 1])

        #expect(sides.queries == [1, 2, 4])
        #expect(
            sides.sharedPhotographs(in: table) == [Leak(kind: .photograph, query: 2, database: 0)])
        #expect(
            sides.sharedGroups(.fileNumbers(gap: 1), in: table).map(\.query) == [2, 4])
        #expect(
            sides.unknownIndividuals(in: table)
                == [Leak(kind: .unknownIndividual, query: 2, database: nil)])
        #expect(sides.sharedIndividuals(in: table).map(\.query) == [1])
    }

    @Test func burstsAreFoundByNumberAndTime() {
        func groups(_ grouping: Grouping, _ rows: [(String, String?)]) -> [Int] {
            grouping.groups(
                of: PhotographTable(
                    root: "",
                    photographs: rows.map { path, date in
                        var photograph = Photograph(path: path)
                        photograph.date = date.flatMap { PhotographDate($0) }
                        return photograph
                    }))
        }
        #expect(
            groups(
                .fileNumbers(gap: 2),
                [
                    ("SB20-1807-835.jpg", nil), ("IMG_4903.jpg", nil), ("SB20-1807-833.jpg", nil),
                    ("SB20-1807-830.jpg", nil), ("SB21-1807-834.jpg", nil), ("x.jpg", nil),
                    ("IMG_4904.png", nil),
                ]) == [0, 1, 0, 2, 3, 4, 1])
        #expect(
            groups(
                .time(gap: 60),
                [
                    ("a", "2020-01-01T10:00:00"), ("b", "2020-01-01T10:02:00"),
                    ("c", "2020-01-01T10:01:00"), ("d", "2020-01-01"), ("e", "2020-01-01T10:03:01"),
                ]) == [0, 0, 0, 1, 2])
    }

    @Test func degenerateTablesAreSplitToo() {
        let empty = PhotographTable(root: "")
        var one = Photograph(path: "a.jpg")
        one.individual = "x"
        let single = PhotographTable(root: "", photographs: [one])

        for table in [empty, single] {
            #expect(StratifiedFolds().folds(of: table).places.count == table.count)
            #expect(
                StratifiedFolds(newIndividualShare: 0.5).folds(of: table).places.count
                    == table.count)
            #expect(ClosedSetSplit(queryShare: 1).sides(of: table).queries.isEmpty)
            #expect(OpenSetSplit(newIndividualShare: 1).sides(of: table).database.isEmpty)
            #expect(
                SplitReport(GroupSplit(grouping: .day).sides(of: table), of: table).parts.count == 1
            )
        }
    }

    @Test func reportsReadAndDecode() throws {
        let table = randomTable(1)
        let report = SplitReport(StratifiedFolds(count: 3).folds(of: table), of: table)

        #expect(report.text.split(separator: "\n").count == 4)
        let decoded = try JSONDecoder().decode(
            SplitReport.self, from: JSONEncoder().encode(report))
        #expect(decoded == report)
    }

    /// The first numbers of the paper's generator from seed 0.
    @Test func randomNumbersAreTheGenerators() {
        var random = SeededRandom(seed: 0)

        #expect(random.next() == 0xE220_A839_7B1D_CDAF)
        #expect(random.next() == 0x6E78_9E6A_A1B9_65F4)
    }
}

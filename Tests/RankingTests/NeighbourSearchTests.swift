import GoldenSupport
import Testing
import Torch

@testable import Ranking

@Suite struct NeighbourSearchTests {
    struct Setting: Sendable {
        var rows = 3000
        var width = 64
        var queries = 40
        var count = 10
    }

    /// All rows, scored one query after the other by the kernel that reads the database itself, in order.
    private func all(
        _ queries: Embeddings, in database: Embeddings, own: [Int?]? = nil, count: Int
    ) -> Neighbours {
        // Several at a time are summed in another order.
        let scores = Tensor.cat(
            (0..<queries.count).map {
                queries.vectors[$0..<$0 + 1].innerProducts(with: database.vectors)
            })
        for (query, row) in (own ?? []).enumerated() {
            if let row { scores[query, row] = Tensor([Float(-2)])[0] }
        }
        let ordered = scores.sort(1, descending: true)
        let values = ordered.values[.all, 0..<count].contiguous()
        let rows = ordered.indices[.all, 0..<count].contiguous()
        return Neighbours(
            scores: values,
            rows: Tensor.where(values .> -2, rows, Tensor.full([1], -1, dtype: .int64)))
    }

    private func expectAgreement(
        _ queries: Embeddings, in database: Embeddings, own: [Int?]? = nil, count: Int,
        blocks: [Int], _ what: String
    ) {
        let expected = all(queries, in: database, own: own, count: min(count, database.count))
        for precision in FirstLookPrecision.allCases {
            for queriesPerBlock in blocks {
                let found = NeighbourSearch(
                    in: database, count: count, precision: precision,
                    queriesPerBlock: queriesPerBlock
                ).neighbours(of: queries, own: own)
                let name = "\(what), \(precision), \(queriesPerBlock) queries per block"
                expect(found.scores, isIdenticalTo: expected.scores, name)
                expect(found.rows, isIdenticalTo: expected.rows, name)
            }
        }
        expectNearness(expected, queries, in: database, own: own, what)
    }

    /// Expects what float64 finds, place by place, but for rows that are equally near up to rounding.
    private func expectNearness(
        _ found: Neighbours, _ queries: Embeddings, in database: Embeddings, own: [Int?]?,
        _ what: String
    ) {
        let precise = queries.vectors.to(.float64).matmul(
            database.vectors.to(.float64).transpose(0, 1))
        for (query, row) in (own ?? []).enumerated() {
            if let row { precise[query, row] = Tensor([-2.0])[0] }
        }
        let best = precise.topK(found.rows.size(1)).values.array(of: Double.self)
        let width = database.count
        let values = precise.array(of: Double.self)
        let rows = found.rows.array(of: Int.self)
        var worst = 0.0
        for (place, row) in rows.enumerated() {
            let query = place / found.rows.size(1)
            worst = max(worst, abs((row < 0 ? -2 : values[query * width + row]) - best[place]))
        }
        #expect(worst < 1e-6, "\(what)")
        let isDistinct = (0..<queries.count).allSatisfy { query in
            let own = rows[query * found.rows.size(1)..<(query + 1) * found.rows.size(1)]
                .filter { $0 >= 0 }
            return Set(own).count == own.count
        }
        #expect(isDistinct, "\(what)")
    }

    @Test(
        "Given clustered rows, all looks, blocks and numbers of queries find the same, bit for bit",
        arguments: [
            Setting(),
            // Few queries are compared another way than many.
            Setting(queries: 16), Setting(queries: 17), Setting(queries: 1, count: 1),
            // Widths that no vector register divides.
            Setting(width: 100, queries: 23), Setting(rows: 999, width: 67, queries: 5),
            // More rows than are looked at in one go.
            Setting(rows: 9000, width: 32, queries: 30, count: 100),
            Setting(rows: 2500, width: 512, queries: 20, count: 5),
        ])
    func looksAgree(_ setting: Setting) {
        let database = clusteredEmbeddings(setting.rows, width: setting.width, seed: 1)
        let queries = clusteredEmbeddings(setting.queries, width: setting.width, seed: 2)

        expectAgreement(
            queries, in: database, count: setting.count, blocks: [1, 16, 17, 1024], "\(setting)")
    }

    @Test("Given few queries and rows for two looks, both are searched")
    func manyRows() {
        let database = clusteredEmbeddings((1 << 18) + 700, width: 6, seed: 3)
        let queries = clusteredEmbeddings(3, width: 6, seed: 4)
        let own = [(1 << 18) + 5, nil, 17]

        expectAgreement(queries, in: database, own: own, count: 40, blocks: [8], "many rows")
    }

    @Test("Given queries that are rows themselves, these are passed over, others are not")
    func ownRows() {
        let database = clusteredEmbeddings(5000, width: 48, seed: 5)
        for count in [9, 30] {
            let places = (0..<count).map { $0 * 160 + 7 }
            let queries = database.rows(places)
            let own = places.enumerated().map { $0.offset % 3 == 2 ? nil : $0.element }

            expectAgreement(
                queries, in: database, own: own, count: 8, blocks: [1, 1024], "\(count) own rows")
            let found = NeighbourSearch(in: database, count: 8).neighbours(of: queries, own: own)

            let first = found.rows[.all, 0].array(of: Int.self)
            #expect(
                zip(first, places).enumerated().allSatisfy {
                    ($0.element.0 == $0.element.1) == ($0.offset % 3 == 2)
                })
        }
    }

    @Test("Given exact duplicates, they stand in the database's order, also where k cuts them")
    func duplicates() {
        let originals = clusteredEmbeddings(150, width: 40, seed: 6)
        // Row r is a copy of original r modulo 150.
        let database = originals.rows((0..<3000).map { $0 % 150 })
        let queries = clusteredEmbeddings(25, width: 40, seed: 7)

        expectAgreement(queries, in: database, count: 30, blocks: [4, 1024], "duplicates")
        let found = NeighbourSearch(in: database, count: 30).neighbours(of: queries).rows
            .array(of: Int.self)

        for query in 0..<25 {
            let rows = found[query * 30..<query * 30 + 30]
            let first = rows.first ?? 0
            #expect(Array(rows.prefix(20)) == (0..<20).map { first + $0 * 150 })
            #expect(first < 150)
        }
    }

    @Test("Given rows that are almost equal, they all have room, and the nearest are found")
    func crowds() {
        let generator = Generator(seed: 8)
        let one = Tensor.randn([1, 32], generator: generator)
        // A little crowd among others, and a database that is nothing but a crowd.
        for (crowd, others) in [(700, 2300), (6000, 0)] {
            let vectors = Tensor.cat([
                one + Tensor.randn([crowd, 32], generator: generator) * 1e-4,
                Tensor.randn([others, 32], generator: generator),
            ])
            let database = Embeddings(
                vectors: vectors, images: (0..<crowd + others).map { "\($0)" })
            // Some queries of the crowd, and some that have room at once.
            let asked = Tensor.cat([
                one + Tensor.randn([9, 32], generator: generator) * 0.1,
                Tensor.randn([14, 32], generator: generator),
            ])
            let queries = Embeddings(vectors: asked, images: (0..<23).map { "\($0)" })

            expectAgreement(
                queries, in: database, count: 5, blocks: [2, 1024], "a crowd of \(crowd)")
        }
    }

    @Test("Given fewer rows than are looked for, all are found, and none beside them")
    func smallDatabases() {
        let queries = clusteredEmbeddings(20, width: 24, seed: 9)
        for rows in [1, 2, 30] {
            let database = clusteredEmbeddings(rows, width: 24, seed: 10)
            let own = (0..<20).map { $0 % 2 == 0 ? 0 : nil }

            expectAgreement(queries, in: database, count: 100, blocks: [3, 1024], "\(rows) rows")
            expectAgreement(
                queries, in: database, own: own, count: 100, blocks: [3, 1024],
                "\(rows) rows, one of them the query's")
            let found = NeighbourSearch(in: database).neighbours(of: queries, own: own)

            #expect(NeighbourSearch(in: database).rank(queries.rows([]), in: database).isEmpty)
            #expect(found.rows.shape == [20, rows])
            #expect(found.rows[0, rows - 1].item() == -1)
            #expect(found.scores[0, rows - 1].item() == -2)
        }
    }

    @Test("Given cosines just above a power of two, where bfloat16 is coarsest, none is missed")
    func coarseScores() {
        // Angles whose cosines lie closely around a half, in the order that rounding hides best.
        let count = 4096
        let angles = (0..<count).map {
            1.0472 - 0.004 * Double(($0 * 1021) % count) / Double(count)
        }
        let turned = Tensor(angles)
        let database = Embeddings(
            vectors: Tensor.stack([turned.cos(), turned.sin()], 1).to(.float32),
            images: (0..<count).map { "\($0)" })
        let asked = (0..<40).map { Double($0) * 1e-5 }
        let queries = Embeddings(
            vectors: Tensor.stack([Tensor(asked).cos(), Tensor(asked).sin()], 1).to(.float32),
            images: asked.indices.map { "q\($0)" })

        expectAgreement(queries, in: database, count: 5, blocks: [1024], "coarse scores")
    }
}

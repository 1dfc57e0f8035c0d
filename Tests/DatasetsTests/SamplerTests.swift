import Randomness
import Testing

@testable import Datasets

@Suite struct SamplerTests {
    /// Individuals 0 to 9, each with a photograph more than the one before; row 55 shows nobody known.
    private let individuals: [Int?] =
        (0..<10).flatMap { Array(repeating: $0, count: $0 + 1) } + [nil]

    private func rows(_ sampler: some Sampler, _ epoch: Int = 0) -> [Int] {
        sampler.batches(epoch: epoch).flatMap(\.rows)
    }

    @Test("Given any sampler, then an epoch is the same each time, and no batch is empty")
    func determinism() {
        let samplers: [any Sampler] = [
            SequentialSampler(rows: 0..<55, batchSize: 8),
            ShuffledSampler(rows: 0..<55, batchSize: 8, lastBatch: .keep, seed: 1),
            ClassBalancedSampler(individuals: individuals, batchSize: 8, exponent: 0.5, seed: 1),
            IndividualBatchSampler(
                individuals: individuals, individualsPerBatch: 3, photographsEach: 4, seed: 1),
        ]
        for sampler in samplers {
            for epoch in 0..<3 {
                let batches = sampler.batches(epoch: epoch)
                #expect(batches == sampler.batches(epoch: epoch))
                #expect(!batches.isEmpty)
                var position = 0
                for batch in batches {
                    #expect(!batch.rows.isEmpty && batch.firstPosition == position)
                    position += batch.rows.count
                }
            }
        }
        for sampler in samplers.dropFirst() {
            #expect(sampler.batches(epoch: 0) != sampler.batches(epoch: 1))
        }
    }

    @Test("Given a seed, then it decides the order")
    func seeds() {
        func order(_ seed: UInt64) -> [Int] {
            rows(ShuffledSampler(rows: 0..<55, batchSize: 8, seed: seed))
        }
        #expect(order(1) == order(1))
        #expect(order(1) != order(2))
    }

    @Test("Given rows that do not fill the last batch, then it is kept, dropped or filled")
    func lastBatches() {
        let order = [5, 4, 3, 2, 1]
        func batches(_ policy: LastBatch, size: Int) -> [[Int]] {
            SequentialSampler(rows: order, batchSize: size, lastBatch: policy)
                .batches(epoch: 0).map(\.rows)
        }
        #expect(batches(.keep, size: 2) == [[5, 4], [3, 2], [1]])
        #expect(batches(.drop, size: 2) == [[5, 4], [3, 2]])
        #expect(batches(.fill, size: 2) == [[5, 4], [3, 2], [1, 5]])
        #expect(batches(.fill, size: 7) == [[5, 4, 3, 2, 1, 5, 4]])
        for policy in LastBatch.allCases {
            #expect(batches(policy, size: 5) == [order])
            #expect(
                SequentialSampler(rows: [], batchSize: 2, lastBatch: policy)
                    .batches(epoch: 0).isEmpty)
        }
    }

    @Test("Given a shuffled sampler, then every row comes once per epoch")
    func coverage() {
        let sampler = ShuffledSampler(rows: 10..<65, batchSize: 8, lastBatch: .keep, seed: 3)
        for epoch in 0..<3 {
            #expect(rows(sampler, epoch).sorted() == Array(10..<65))
            #expect(rows(sampler, epoch) != Array(10..<65))
        }
    }

    @Test(
        "Given an exponent, then individuals come as often as it says, and photographs in turn",
        arguments: [0, 0.5, 1])
    func balance(exponent: Double) {
        let sampler = ClassBalancedSampler(
            individuals: individuals, batchSize: 10, exponent: exponent, epochLength: 200, seed: 4)
        let weights = (1...10).map { count in
            exponent == 1 ? 1 : exponent == 0 ? Double(count) : Double(count).squareRoot()
        }
        for epoch in 0..<4 {
            let rows = rows(sampler, epoch)
            #expect(rows.count == 200)
            #expect(!rows.contains(55))
            for individual in 0..<10 {
                let own = rows.filter { individuals[$0] == individual }
                let expected = weights[individual] / weights.reduce(0, +) * 200
                #expect(abs(Double(own.count) - expected) < 1)
                // None a second time before all others came.
                let times = Dictionary(grouping: own) { $0 }.mapValues(\.count)
                let least = times.count == individual + 1 ? times.values.min() ?? 0 : 0
                #expect((times.values.max() ?? 0) - least <= 1)
            }
        }
    }

    @Test("Given P × K, then batches hold P individuals with K photographs each")
    func individualsPerBatch() {
        let sampler = IndividualBatchSampler(
            individuals: individuals, individualsPerBatch: 4, photographsEach: 3, lastBatch: .keep,
            seed: 5)
        var seen = Set<Int>()
        for epoch in 0..<5 {
            var met: [Int] = []
            for batch in sampler.batches(epoch: epoch) {
                let owners = stride(from: 0, to: batch.rows.count, by: 3).map { start in
                    let rows = batch.rows[start..<start + 3]
                    let owners = Set(rows.map { individuals[$0] })
                    #expect(owners.count == 1)
                    let owner = (owners.first ?? nil) ?? -1
                    // Repeated only where there are too few.
                    #expect(Set(rows).count == min(3, owner + 1))
                    return owner
                }
                #expect(Set(owners).count == owners.count)
                met += owners
            }
            #expect(met.sorted() == Array(0..<10))
            seen.formUnion(rows(sampler, epoch))
        }
        // The largest has 10 photographs: 9 of them in three epochs, then it is shuffled anew.
        #expect(seen.count >= 53)
    }

    @Test("Given individuals with too few photographs, then they can be left out")
    func scarce() {
        let sampler = IndividualBatchSampler(
            individuals: individuals, individualsPerBatch: 7, photographsEach: 4, scarce: .skip,
            lastBatch: .keep, seed: 5)
        let batches = sampler.batches(epoch: 0)
        #expect(batches.count == 1)
        #expect(Set(rows(sampler).map { individuals[$0] }) == Set((3..<10).map { Optional($0) }))
        #expect(Set(rows(sampler)).count == 28)
    }

    @Test("Given P × K and too few individuals at the end, then they are kept, dropped or filled")
    func lastIndividuals() {
        func sizes(_ policy: LastBatch, _ count: Int) -> [Int] {
            IndividualBatchSampler(
                individuals: individuals, individualsPerBatch: count, photographsEach: 2,
                lastBatch: policy, seed: 6
            ).batches(epoch: 0).map { batch in Set(batch.rows.map { individuals[$0] }).count }
        }
        #expect(sizes(.keep, 4) == [4, 4, 2])
        #expect(sizes(.drop, 4) == [4, 4])
        #expect(sizes(.fill, 4) == [4, 4, 4])
        #expect(sizes(.drop, 40) == [10])
    }

    @Test(
        "Given shards, then they part each batch without overlap into equal lengths",
        arguments: [1, 2, 3, 4])
    func shards(worldSize: Int) {
        let base = ShuffledSampler(rows: 0..<50, batchSize: 12, lastBatch: .keep, seed: 7)
        let whole = base.batches(epoch: 2)
        let shards = (0..<worldSize).map {
            ShardedSampler(base, rank: $0, worldSize: worldSize).batches(epoch: 2)
        }
        let places = whole.flatMap(\.rows)
        for shard in shards {
            #expect(shard.map(\.rows.count) == shards[0].map(\.rows.count))
            for batch in shard {
                // A row keeps its place, and with it its seed.
                let end = batch.firstPosition + batch.rows.count
                #expect(Array(places[batch.firstPosition..<end]) == batch.rows)
            }
        }
        let rows = shards.flatMap { $0.flatMap(\.rows) }
        #expect(Set(rows).count == rows.count)
        // The last batch holds 2.
        #expect(rows.count == (worldSize <= 2 ? 50 : 48))
    }
}

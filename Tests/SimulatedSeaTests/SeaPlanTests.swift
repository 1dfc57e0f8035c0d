import Foundation
import Testing

@testable import SimulatedSea

@Suite struct SeaPlanTests {
    private let plan = SeaPlan(SeaKnobs(seed: 7, individuals: 60, newIndividualShare: 0.2))

    @Test("The same knobs give the same plan, another seed another, and a plan survives JSON")
    func isDeterministic() throws {
        #expect(plan == SeaPlan(plan.knobs))
        var knobs = plan.knobs
        knobs.seed = 8
        #expect(plan.photographs != SeaPlan(knobs).photographs)
        let decoded = try JSONDecoder().decode(
            SeaPlan.self, from: try JSONEncoder().encode(plan))
        #expect(decoded == plan)
    }

    @Test("New animals are as many as asked for, and are never in the training set")
    func newAnimals() {
        #expect(plan.newIndividuals.count == 12)
        let trained = Set(plan.photographs.filter { $0.split == .train }.flatMap(\.individuals))
        let tested = Set(plan.photographs.filter { $0.split == .test }.flatMap(\.individuals))
        #expect(trained.isDisjoint(with: plan.newIndividuals))
        #expect(tested.isSuperset(of: plan.newIndividuals))
        #expect(trained.count == 48)
    }

    @Test("An encounter lies within a day, and all of it is in one set")
    func encounters() {
        let encounters = Dictionary(grouping: plan.photographs, by: \.encounter)
        #expect(encounters.values.contains { $0.count > 1 })
        for photographs in encounters.values {
            #expect(Set(photographs.map(\.split)).count == 1)
            let dates = photographs.map(\.date)
            let span = dates.max()?.timeIntervalSince(dates.min() ?? .distantPast) ?? 0
            #expect(span < 86_400)
        }
    }

    @Test("Names are unique, seeds are each photograph's own, and scenes show who is named")
    func photographs() {
        #expect(Set(plan.photographs.map(\.name)).count == plan.photographs.count)
        #expect(Set(plan.photographs.map(\.scene.seed)).count == plan.photographs.count)
        for photograph in plan.photographs {
            #expect(
                Set(photograph.scene.animals.map(\.individual.name))
                    .isSuperset(of: photograph.individuals))
        }
    }

    @Test("A sea without animals is planned")
    func emptySea() {
        #expect(SeaPlan(SeaKnobs(individuals: 0)).individuals.isEmpty)
    }
}

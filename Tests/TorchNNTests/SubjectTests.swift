import Foundation
import GoldenSupport
import Testing

@Suite struct SubjectTests {
    @Test("Given the goldens' folders, each subject has tests")
    func everySubjectIsTested() {
        let tested = [
            "activations", "autocast", "averaging", "clipping", "convolution", "dropout",
            "initializers", "linear", "losses", "normalization", "optimizers", "pooling",
            "schedules", "structure", "training",
        ]
        #expect(Golden.subjects(in: .module) == tested)
    }
}

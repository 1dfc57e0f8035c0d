import Foundation
import GoldenSupport
import Testing

@Suite struct SubjectTests {
    @Test("Given the goldens' folders, each subject has tests")
    func everySubjectIsTested() {
        let tested = ["indexing", "operators", "random_streams"]
        #expect(Golden.subjects(in: .module) == tested)
    }
}

import GoldenSupport
import Testing

@Suite struct SubjectTests {
    @Test("Given the goldens' folders, each subject has tests")
    func everySubjectIsTested() {
        let tested = ["architectures", "dolg", "efficientnet", "margin_heads"]
        #expect(Golden.subjects(in: .module) == tested)
    }
}

import Testing

@testable import Pipeline

@Suite struct CropNamesTests {
    private func names(_ photographs: [(String, Int)], root: String = "/sea") -> [String] {
        let names = CropNames(of: photographs, root: root, ending: "jpg")
        return photographs.enumerated().flatMap { place, photograph in
            (0..<photograph.1).map { names.name(of: place, number: $0) }
        }
    }

    @Test(
        "Given photographs in folders, crops are called as they are, numbered where there are several"
    )
    func plain() {
        #expect(
            names([("a.JPG", 1), ("deep/b.c.png", 2), ("none.jpg", 0)])
                == ["a.jpg", "deep/b.c_1.jpg", "deep/b.c_2.jpg"])
    }

    @Test("Given names that would meet, they are told apart whatever the order of photographs")
    func meeting() {
        let photographs = [("a.jpg", 1), ("a.png", 1), ("A.tif", 1), ("b.jpg", 2), ("b_1.jpg", 1)]

        let found = names(photographs)

        #expect(found.prefix(3) == ["a-jpg.jpg", "a-png.jpg", "A-tif.jpg"])
        #expect(found.suffix(3) == ["b-jpg_1.jpg", "b-jpg_2.jpg", "b_1-jpg.jpg"])
        #expect(Set(names(photographs.reversed())) == Set(found))
    }

    @Test("Given names that meet even with their endings, a digest of the path tells them apart")
    func digests() {
        let found = names([("a.jpg", 1), ("x/../a.jpg", 1), ("../a.jpg", 1)])

        #expect(Set(found).count == 3)
        #expect(found.allSatisfy { !$0.contains("..") && !$0.hasPrefix("/") })
    }

    @Test(
        "Given absolute paths and names of our own files, crops stay in the folder and beside those"
    )
    func others() {
        #expect(names([("/sea/a.jpg", 1), ("/else/b.jpg", 1)]) == ["a.jpg", "else/b.jpg"])
        #expect(names([("deep/contact-sheet.jpg", 1)]) == ["deep/contact-sheet.jpg"])
        #expect(names([("contact-sheet.jpg", 1)])[0] != "contact-sheet.jpg")
    }
}

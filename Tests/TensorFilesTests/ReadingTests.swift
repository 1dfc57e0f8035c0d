import Testing

@testable import TensorFiles

@Suite struct ReadingTests {
    @Test(
        "Given a reference file, when it is opened, then every value is exact",
        arguments: Golden.all)
    func values(golden: Golden) throws {
        let file = try TensorFile.open(golden.path, entry: golden.entry)
        #expect(file.format.rawValue == golden.format)
        #expect(file.metadata == golden.metadata)
        #expect(file.entry == golden.foundEntry)
        #expect(file.tensors.map(\.name) == golden.tensors.map(\.name))
        for expected in golden.tensors {
            let tensor = try file.tensor(named: expected.name)
            #expect(tensor.dtype.rawValue == expected.dtype)
            #expect(tensor.shape == expected.shape)
            #expect(hexadecimal(tensor.contiguousBytes()) == expected.bytes, "\(expected.name)")
        }
    }

    @Test(
        "Given views of one storage, when opened, then they share its bytes and keep their strides")
    func views() throws {
        for name in ["views-archive.pth", "views-legacy.pth"] {
            let file = try TensorFile.open(Golden.named(name).path)
            let base = try file.tensor(named: "base")
            let transposed = try file.tensor(named: "transposed")
            let element = try file.tensor(named: "element")
            #expect(base.isContiguous && base.strides == [6, 1])
            #expect(!transposed.isContiguous && transposed.strides == [1, 6])
            #expect(transposed.byteOffset == base.byteOffset)
            #expect(element.byteOffset == base.byteOffset + 15 * 4)
            #expect(element.isContiguous && element.elementCount == 1)
            #expect(try file.tensor(named: "nothing").isContiguous)
        }
    }

    @Test("Given an archive, when it is mapped, then its storages are aligned")
    func alignment() throws {
        let file = try TensorFile.open(Golden.named("every-dtype-archive.pth").path)
        #expect(file.tensors.allSatisfy { $0.isAligned })
        #expect(file.tensors.allSatisfy { $0.isContiguous && $0.byteOffset % 64 == 0 })
    }

    @Test("Given two entries with weights, when none is chosen, then the error lists both")
    func ambiguous() throws {
        let path = Golden.named("ambiguous.pth").path
        let error = try #require(throws: TensorFileError.self) { try TensorFile.open(path) }
        #expect(error.description.contains("\"model\" (9 tensors), \"ema\" (9 tensors)"))
        #expect(error.description.hasPrefix(path))
        let missing = try #require(throws: TensorFileError.self) {
            try TensorFile.open(path, entry: "teacher")
        }
        #expect(missing.description.contains("found \"epoch\", \"model\", \"ema\""))
    }

    @Test("Given a flat file, when an entry is asked for, then the error says so")
    func entryOfFlatFile() throws {
        for name in ["model.safetensors", "int32.npy"] {
            let error = try #require(throws: TensorFileError.self) {
                try TensorFile.open(Golden.named(name).path, entry: "model")
            }
            #expect(error.description.contains("leave the entry out"))
        }
    }

    @Test("Given a file, when a tensor is not there, then the error names what is")
    func missingTensor() throws {
        let file = try TensorFile.open(Golden.named("model.safetensors").path)
        let error = try #require(throws: TensorFileError.self) { try file.tensor(named: "stem") }
        #expect(error.description.contains("expected a tensor \"stem\", found 9 others"))
        #expect(file["stem"] == nil)
    }

    @Test("Given a path that is no file, when it is opened, then the error says what it is")
    func paths() throws {
        let folder = try TemporaryFolder()
        let missing = try #require(throws: TensorFileError.self) {
            try TensorFile.open(folder.file("missing.pth"))
        }
        #expect(missing.description.contains("cannot be opened"))
        let error = try #require(throws: TensorFileError.self) { try TensorFile.open(folder.path) }
        #expect(error.description.contains("expected a file, found a folder"))
    }

    @Test("Given memory instead of a file, when it is opened, then the tensors keep it alive")
    func memory() throws {
        let golden = Golden.named("int32.npy")
        let tensor = try TensorFile(FileBytes(contents(of: golden.path), name: "memory"))["array"]
        #expect(hexadecimal(try #require(tensor).contiguousBytes()) == golden.tensors[0].bytes)
        #expect(tensor?.renamed("other").name == "other")
    }

    @Test("Given space and escapes in a safetensors header, when it is read, then names are exact")
    func headerNotation() throws {
        let header =
            #"{ "\u0061\ud83d\udc33\t\/" : {"shape":[ ] , "data_offsets":[0, 1],"dtype":"U8"}, "#
            + #""b":{"dtype":"F64","shape":[0,7],"data_offsets":[1,1]} } "# + "\n\r\t "
        let bytes = Crafted.safetensors(header, data: 1)
        let file = try TensorFile(FileBytes(bytes, name: "crafted"))
        #expect(file.tensors.map(\.name) == ["a🐳\t/", "b"])
        #expect(file.tensors[0].contiguousBytes() == [1])
        #expect(file.tensors[1].contiguousBytes().isEmpty)
    }
}

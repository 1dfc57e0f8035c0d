import Embedders
import Foundation
import GoldenSupport
import Testing
import Torch
import TorchNN

@Suite struct MarginHeadTests {
    private struct Recording: Decodable {
        var classes: Int
        var width: Int
        var scale: Double?
        var margin: Double?
        var subCenters: Int?
        var easy: Bool?
        var labelSmoothing: Double?
        var momentum: Double?
    }

    private func golden(_ name: String) throws -> (Recording, StateDictionary) {
        let golden = try #require(
            Golden.all("margin_heads", in: .module).first { $0.name == name }, "\(name)")
        return (try golden.configuration(), try golden.tensors())
    }

    private func arcFace(_ recording: Recording, margins: [Double]? = nil) -> ArcFace {
        ArcFace(
            margins: margins
                ?? [Double](repeating: recording.margin ?? 0, count: recording.classes),
            width: recording.width, scale: recording.scale ?? 0,
            subCenters: recording.subCenters ?? 1, isEasy: recording.easy ?? false,
            labelSmoothing: recording.labelSmoothing ?? 0)
    }

    /// In the golden's own precision results agree to the rounding of margins, which are `float32`.
    private func check(
        _ loss: Tensor, _ embeddings: Tensor, _ weight: Tensor, _ tensors: StateDictionary,
        _ name: String
    ) throws {
        loss.backward()
        let dtype = embeddings.dtype
        for (what, actual) in [
            ("loss", loss.detached()), ("gradient.embeddings", embeddings.grad),
            ("gradient.weight", weight.grad),
        ] {
            expect(
                actual, equals: try tensors.required(what).to(dtype),
                within: dtype == .float64 ? 1e-6 : 1e-5, "\(name), \(dtype): \(what)")
        }
    }

    /// A copy of a golden's tensor, of an element type, that collects gradients.
    private func input(
        _ name: String, of tensors: StateDictionary, _ dtype: DType
    ) throws -> Tensor {
        try tensors.required(name).to(dtype).clone().requiringGrad()
    }

    private func set(_ parameter: Tensor, to name: String, of tensors: StateDictionary) throws {
        let value = try tensors.required(name)
        noGrad { _ = parameter.copy(from: value) }
    }

    @Test(
        arguments: ["arcface", "arcface_wide", "subcenter", "easy"], [DType.float32, .float64])
    func arcFaceIsTheReferences(name: String, dtype: DType) throws {
        let (recording, tensors) = try golden(name)
        let head = arcFace(recording).to(dtype: dtype)
        try set(head.weight, to: "weight", of: tensors)
        let embeddings = try input("embeddings", of: tensors, dtype)

        let loss = head.loss(embeddings, Targets(try tensors.required("labels")))

        try check(loss, embeddings, head.weight, tensors, name)
    }

    @Test(arguments: [DType.float32, .float64])
    func marginsFollowFrequencyAndSamplesAreWeighted(dtype: DType) throws {
        let (recording, tensors) = try golden("dynamic")
        let counts = try tensors.required("counts").array(of: Int64.self).map(Int.init)
        let margins = ClassMargins.landmarks.values(counts: counts)
        let expected = try tensors.required("margins").array(of: Double.self)
        for (margin, expected) in zip(margins, expected) {
            #expect(abs(margin - expected) < 1e-12)
        }
        let head = arcFace(recording, margins: margins).to(dtype: dtype)
        try set(head.weight, to: "weight", of: tensors)
        let embeddings = try input("embeddings", of: tensors, dtype)

        let loss = head.loss(
            embeddings,
            Targets(
                try tensors.required("labels"), weights: try tensors.required("weights").to(dtype)))

        try check(loss, embeddings, head.weight, tensors, "dynamic")
    }

    @Test(arguments: [DType.float32, .float64])
    func curricularFaceIsThePapers(dtype: DType) throws {
        let (recording, tensors) = try golden("curricularface")
        let head = CurricularFace(
            margins: [Double](repeating: try #require(recording.margin), count: recording.classes),
            width: recording.width, scale: try #require(recording.scale),
            momentum: try #require(recording.momentum)
        ).to(dtype: dtype)
        try set(head.weight, to: "weight", of: tensors)
        try set(head.progress, to: "t", of: tensors)
        func checkProgress(_ step: Int) throws {
            expect(
                head.progress, equals: try tensors.required("t_after.\(step)").to(dtype),
                within: 1e-6, "t after \(step)")
        }
        let first = head.loss(
            try input("embeddings.1", of: tensors, dtype),
            Targets(try tensors.required("labels.1")))
        try checkProgress(1)
        let embeddings = try input("embeddings.2", of: tensors, dtype)
        let second = head.loss(embeddings, Targets(try tensors.required("labels.2")))
        try checkProgress(2)

        try check(first + second, embeddings, head.weight, tensors, "curricularface")

        head.eval()
        _ = head.loss(embeddings, Targets(try tensors.required("labels.2")))
        try checkProgress(2)
    }

    @Test(arguments: [DType.float32, .float64])
    func mixedImagesCountForBothLabels(dtype: DType) throws {
        let (recording, tensors) = try golden("mixed")
        let head = SoftmaxHead(
            classes: recording.classes, width: recording.width,
            labelSmoothing: try #require(recording.labelSmoothing)
        ).to(dtype: dtype)
        var state = StateDictionary()
        state["weight"] = try tensors.required("weight")
        state["bias"] = try tensors.required("bias")
        try head.load(state)
        let embeddings = try input("embeddings", of: tensors, dtype)
        let mixed = Targets.Mixed(
            labels: try tensors.required("others"), share: try tensors.required("share").to(dtype))

        let loss = head.loss(embeddings, Targets(try tensors.required("labels"), mixed: mixed))

        try check(loss, embeddings, head.parameters[0], tensors, "mixed")
    }

    private func soft(_ tensors: StateDictionary, _ dtype: DType) throws -> Targets.Soft {
        Targets.Soft(
            labels: try tensors.required("classes"),
            shares: try tensors.required("shares").to(dtype))
    }

    @Test(
        "Given several classes and weights, ArcFace's losses are added by their shares",
        arguments: [DType.float32, .float64])
    func softArcFaceIsTheReferences(dtype: DType) throws {
        let (recording, tensors) = try golden("soft_arcface")
        let head = arcFace(recording).to(dtype: dtype)
        try set(head.weight, to: "weight", of: tensors)
        let embeddings = try input("embeddings", of: tensors, dtype)

        let loss = head.loss(
            embeddings,
            Targets(
                try tensors.required("labels"), weights: try tensors.required("weights").to(dtype),
                soft: try soft(tensors, dtype)))

        try check(loss, embeddings, head.weight, tensors, "soft_arcface")
    }

    @Test(
        "Given several classes, softmax has PyTorch's cross-entropy to probabilities",
        arguments: [DType.float32, .float64])
    func softSoftmaxIsPyTorchs(dtype: DType) throws {
        let (recording, tensors) = try golden("soft_softmax")
        let head = SoftmaxHead(
            classes: recording.classes, width: recording.width,
            labelSmoothing: try #require(recording.labelSmoothing)
        ).to(dtype: dtype)
        var state = StateDictionary()
        state["weight"] = try tensors.required("weight")
        state["bias"] = try tensors.required("bias")
        try head.load(state)
        let embeddings = try input("embeddings", of: tensors, dtype)

        let loss = head.loss(
            embeddings,
            Targets(try tensors.required("labels"), soft: try soft(tensors, dtype)))

        try check(loss, embeddings, head.parameters[0], tensors, "soft_softmax")
    }

    @Test("Given one class of share 1, padded, each head's loss is that of the class alone")
    func oneSoftClassIsAHardOne() {
        let generator = Generator(seed: 4)
        let embeddings = Tensor.randn([3, 5], generator: generator)
        for kind in HeadConfiguration.Kind.allCases {
            let head = HeadConfiguration(kind).head(
                counts: [2, 3, 4], width: 5, generator: generator)
            head.eval()
            let ignored = Targets.ignored
            let soft = Targets.Soft(
                labels: Tensor([0, ignored, 2, ignored, 1, ignored]).reshape(3, 2),
                shares: Tensor([1, 0, 1, 0, 1, 0] as [Float]).reshape(3, 2))

            let loss = head.loss(embeddings, Targets(Tensor([0, 2, 1]), soft: soft))

            let hard = head.loss(embeddings, Targets(Tensor([0, 2, 1])))
            expect(loss, equals: hard, within: 1e-6, "\(kind)")
        }
    }

    @Test func autocastChangesNothingButTheEmbeddings() throws {
        let (recording, tensors) = try golden("arcface")
        let head = arcFace(recording)
        try set(head.weight, to: "weight", of: tensors)
        let embeddings = try tensors.required("embeddings").to(.float32)
        let targets = Targets(try tensors.required("labels"))

        let loss = autocast { head.loss(embeddings, targets) }

        let expected = try tensors.required("loss").to(.float32)
        expect(loss, equals: expected, within: 1e-5, "loss")
        for other in [head, SoftmaxHead(classes: 7, width: 6)] as [any ClassificationHead] {
            let short = autocast { other.scores(embeddings.to(.bfloat16)) }
            expect(
                short, equals: other.scores(embeddings.to(.bfloat16).to(.float32)), within: 1e-6,
                "scores")
        }
    }

    @Test func ignoredSamplesCountNothing() {
        let generator = Generator(seed: 4)
        let embeddings = Tensor.randn([4, 5], generator: generator)
        let heads: [any ClassificationHead] = HeadConfiguration.Kind.allCases.map {
            HeadConfiguration($0).head(counts: [2, 3, 4], width: 5, generator: generator)
        }
        for head in heads {
            head.eval()
            let some = head.loss(embeddings, Targets(Tensor([0, -100, 2, -100])))
            let same = head.loss(embeddings[Tensor([0, 2])], Targets(Tensor([0, 2])))
            expect(some, equals: same, within: 1e-6, "\(type(of: head))")
            #expect(head.loss(embeddings, Targets(Tensor([-100, -100, -100, -100]))).item() == 0)
        }
    }

    @Test func marginsMakeTheLossGreaterAndCanBeLeftOut() {
        let generator = Generator(seed: 4)
        let embeddings = Tensor.randn([6, 5], generator: generator)
        let targets = Targets(Tensor([0, 1, 2, 0, 1, 2]))
        for kind in [HeadConfiguration.Kind.arcFace, .subCenterArcFace, .curricularFace] {
            let head = HeadConfiguration(kind).head(
                counts: [1, 1, 1], width: 5, generator: generator)
            #expect(
                head.loss(embeddings, targets).item()
                    > head.loss(embeddings, targets, hasMargins: false).item())
            let logits = head.logits(head.scores(embeddings), labels: nil)
            #expect(logits.isClose(to: head.scores(embeddings) * 30))
        }
    }

    @Test func aHeadIsWrittenAndReadWithItsMargins() throws {
        for margins in [ClassMargins.fixed(0.3), .landmarks] {
            let configuration = HeadConfiguration(.subCenterArcFace, margins: margins)
            let json = try JSONEncoder().encode(configuration)
            #expect(try JSONDecoder().decode(HeadConfiguration.self, from: json) == configuration)
        }
        let fixed = try JSONEncoder().encode(ClassMargins.fixed(0.25))
        #expect(String(decoding: fixed, as: UTF8.self) == "0.25")
    }

    @Test func speciesCountOnTheSide() {
        let generator = Generator(seed: 4)
        let embeddings = Tensor.randn([3, 5], generator: generator)
        let heads = TrainingHeads(
            individual: HeadConfiguration().head(counts: [1, 1, 1], width: 5),
            species: SoftmaxHead(classes: 2, width: 5), speciesWeight: 0.25)

        let losses = heads(
            embeddings, individuals: Targets(Tensor([0, 1, 2])),
            species: Targets(Tensor([0, 1, Targets.ignored])))

        let species = losses.species?.item() ?? .nan
        #expect(abs(losses.total.item() - losses.individual.item() - 0.25 * species) < 1e-5)
        #expect(
            heads.stateDictionary.names == [
                "individual.weight", "individual.margins", "species.weight", "species.bias",
            ])
    }
}

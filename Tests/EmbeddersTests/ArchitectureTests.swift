import Embedders
import GoldenSupport
import Testing
import Torch
import TorchNN

@Suite struct ArchitectureTests {
    private struct Table: Decodable {
        var rows: [Row]
    }

    private struct Row: Decodable {
        var name: String
        var parameters: Int
        var height: Int
        var width: Int
        var mean: [Double]
        var standardDeviation: [Double]
        var interpolation: String
        var centreCrop: Double
    }

    @Test("Given timm's table of networks, then widths, sizes and preprocessing are the same")
    func table() throws {
        let golden = try #require(Golden.all("architectures", in: .module).first)
        let rows = try golden.configuration(Table.self).rows
        let tensors = try golden.tensors()
        #expect(rows.map(\.name) == Architecture.all.map(\.name))
        #expect(rows.count == 21)
        for row in rows {
            let architecture = try Architecture(named: row.name)
            let preprocessing = architecture.preprocessing
            #expect(architecture.cost.parameters == row.parameters, "\(row.name)")
            #expect(preprocessing.height == row.height && preprocessing.width == row.width)
            #expect(preprocessing.mean == row.mean, "\(row.name)")
            #expect(preprocessing.standardDeviation == row.standardDeviation, "\(row.name)")
            #expect(preprocessing.interpolation.rawValue == row.interpolation, "\(row.name)")
            #expect(preprocessing.centreCrop == row.centreCrop, "\(row.name)")
            let channels = try tensors.required("channels.\(row.name)").array(of: Int64.self)
            #expect(
                FeatureMap.allCases.map { Int64(architecture.network.channels(of: $0)) }
                    == channels, "\(row.name)")
        }
    }

    /// The paper's table 2, and Google's page on EfficientNet-Lite, in thousand millions.
    @Test(arguments: [
        ("tf_efficientnet_b0", 0.39), ("tf_efficientnet_b1", 0.70), ("tf_efficientnet_b4", 4.2),
        ("tf_efficientnet_b7", 37), ("tf_efficientnet_lite0", 0.407),
    ])
    func multiplyAddsAreThePublishedOnes(name: String, published: Double) throws {
        let cost = try Architecture(named: name).cost

        #expect(abs(Double(cost.multiplyAdds) / 1e9 / published - 1) < 0.06)
    }

    @Test(arguments: ["tf_efficientnet_b1", "efficientnet_b0", "tf_efficientnet_lite1"])
    func theCountedParametersAreTheNetworks(name: String) throws {
        let architecture = try Architecture(named: name)
        let network = EfficientNet(architecture.network, classCount: 3)

        #expect(
            network.parameterCount
                == architecture.network.cost(height: 64, width: 64, classCount: 3).parameters)
    }

    @Test func anUnknownNameListsTheKnownOnes() {
        let error = #expect(throws: UnknownArchitecture.self) {
            try Architecture(named: "efficientnet_b9")
        }
        #expect(error?.description.contains("'efficientnet_b9' is not an architecture") == true)
        #expect(error?.description.contains("tf_efficientnet_lite4") == true)
    }
}

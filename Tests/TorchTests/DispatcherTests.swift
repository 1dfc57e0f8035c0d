import Testing
import Torch

@Suite struct DispatcherTests {
    private static let add = Operator("aten::add", "Tensor")

    private func message(_ operation: Operator, _ arguments: [OperatorArgument]) throws -> String {
        try #require(throws: TorchError.self) { try operation.call(arguments) }.message
    }

    @Test(
        "An operator or overload that libtorch has not is an error that names it",
        arguments: [("aten::no_such_operator", ""), ("aten::add", "NoSuchOverload"), ("", "")])
    func unknownOperator(name: String, overload: String) throws {
        let error = try #require(throws: TorchError.self) { try Operator.find(name, overload) }
        #expect(error.message.contains("\(name).\(overload)"))
    }

    @Test("The schema is libtorch's own text")
    func schema() {
        #expect(
            Self.add.schema
                == "aten::add.Tensor(Tensor self, Tensor other, *, Scalar alpha=1) -> Tensor")
    }

    @Test("Shapes that do not fit are an error with libtorch's message, and nothing is broken")
    func shapeMismatch() throws {
        let a = Tensor.ones([2, 3])
        let b = Tensor.ones([2, 4])
        #expect(
            try message(Self.add, [.tensor(a), .tensor(b)])
                == "The size of tensor a (3) must match the size of tensor b (4) at "
                + "non-singleton dimension 1")
        #expect(try Self.add.tensor(.tensor(a), .tensor(a)).sum().item() == 12)
    }

    @Test("Too many arguments, and too few, are errors that say how many or which")
    func argumentCount() throws {
        let x = OperatorArgument.tensor(Tensor.ones([2]))
        let tooMany = try message(Self.add, [x, x, .int(1), .int(1)])
        #expect(tooMany.contains("aten::add takes 3 arguments, but 4 were given"))
        let tooFew = try message(Self.add, [x])
        #expect(tooFew.contains("argument 'other' has no default"))
        #expect(try message(Self.add, []).contains("argument 'self' has no default"))
    }

    @Test("An argument of a wrong type is an error, whatever the type")
    func argumentTypes() throws {
        let x = OperatorArgument.tensor(Tensor.ones([2]))
        let wrong: [OperatorArgument] = [
            .int(1), .double(1), .bool(true), .string("one"), .ints([1, 2]), .doubles([1]),
            .bools([true]), .tensors([Tensor.ones([2])]), .optionalTensors([nil]),
            .device(.cpu), .generator(Generator(seed: 1)),
        ]
        for argument in wrong {
            #expect(throws: TorchError.self, "\(argument)") {
                try Self.add.call([x, argument])
            }
        }
        let reshape = Operator("aten::reshape")
        for argument in [x, .double(2), .string("2"), .doubles([2]), .none] {
            #expect(throws: TorchError.self, "\(argument)") {
                try reshape.call([x, argument])
            }
        }
    }

    @Test("Every kind of argument reaches its operator")
    func everyArgumentKind() throws {
        let x = Tensor([Float(3), 1, 2])
        let norm = Operator("aten::linalg_vector_norm")
        let device = OperatorArgument.device(.cpu)
        #expect(try norm.tensor(.tensor(x), .double(1), .ints([0])).item() == 6)
        let zeros = Operator("aten::zeros")
        #expect(
            try zeros.tensor(.ints([2]), .dtype(.int16), .none, device, .bool(false)).dtype
                == .int16)
        let index = Operator("aten::index", "Tensor")
        let picked = try index.tensor(
            .tensor(x.reshape(1, 3)), .optionalTensors([nil, Tensor([2, 0])]))
        #expect(picked.array(of: Float.self) == [2, 3])
        let upsample = Operator("aten::upsample_nearest2d", "vec")
        let image = Tensor.ones([1, 1, 2, 2])
        #expect(
            try upsample.tensor(.tensor(image), .none, .doubles([2, 3])).shape == [1, 1, 4, 6])
        let multiply = Operator("aten::einsum")
        #expect(
            try multiply.tensor(.string("i,i->"), .tensors([x, x])).item() == 14)
    }

    @Test("Every kind of result comes back")
    func everyResultKind() throws {
        let x = Tensor([Float(3), 1, 2])
        func first(_ name: String, _ overload: String = "", _ arguments: OperatorArgument...)
            throws -> OperatorResult?
        {
            try Operator.find(name, overload).call(arguments).first
        }
        guard case .tensor(let sum)? = try first("aten::sum", "", .tensor(x)) else {
            Issue.record("no tensor")
            return
        }
        #expect(sum.item() == 6)
        guard case .tensors(let parts)? = try first("aten::unbind", "int", .tensor(x)) else {
            Issue.record("no tensors")
            return
        }
        #expect(parts.map { $0?.item() } == [3, 1, 2])
        guard case .bool(true)? = try first("aten::equal", "", .tensor(x), .tensor(x)) else {
            Issue.record("no truth value")
            return
        }
        guard case .int(3)? = try first("aten::size", "int", .tensor(x), .int(0)) else {
            Issue.record("no integer")
            return
        }
        guard case .double(6)? = try first("aten::item", "", .tensor(x.sum())) else {
            Issue.record("no real number")
            return
        }
        let pair = try Operator("aten::sort").call([.tensor(x)])
        #expect(
            pair.flatMap(\.tensors).map { $0?.array(of: Int.self) } == [[1, 2, 3], [1, 2, 0]])
        let nothing = try Operator("aten::_foreach_add_", "Scalar").call([.tensors([x]), .int(1)])
        #expect(nothing.isEmpty)
        #expect(x.array(of: Float.self) == [4, 2, 3])
    }

    @Test("A result that was not asked for is none, and the others come")
    func undefinedResults() throws {
        let image = Tensor.ones([1, 1, 3, 3])
        let results = try Operator("aten::convolution_backward").call([
            .tensor(Tensor.ones([1, 1, 3, 3])), .tensor(image), .tensor(Tensor.ones([1, 1, 1, 1])),
            .none, .ints([1, 1]), .ints([0, 0]), .ints([1, 1]), .bool(false), .ints([0, 0]),
            .int(1), .bools([false, true, false]),
        ])
        #expect(results.map { $0.tensors.map { $0 != nil } } == [[false], [true], [false]])
        #expect(results[1].tensors[0]?.item() == 9)
    }

    @Test("What only the data can make fail is thrown by the typed call too")
    func dataErrors() throws {
        let singular = Tensor.zeros([2, 2])
        #expect(throws: TorchError.self) { try singular.inverse() }
        #expect(throws: TorchError.self) { try singular.solve(Tensor.ones([2, 1])) }
        let error = try #require(throws: TorchError.self) { try (-Tensor.eye(2)).cholesky() }
        #expect(error.message.contains("positive-definite"))
        #expect("\(error)" == error.message)
    }

    @Test("A caller's mistake ends the process with libtorch's message")
    func mistakeStops() async {
        let result = await #expect(
            processExitsWith: .failure, observing: [\.standardErrorContent]
        ) {
            _ = Tensor.ones([2, 3]) + Tensor.ones([2, 4])
        }
        let message = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
        #expect(message.contains("The size of tensor a (3) must match the size of tensor b (4)"))
    }

    @Test("So does an operator that there is not, when it is kept as a constant")
    func unknownConstantStops() async {
        let result = await #expect(
            processExitsWith: .failure, observing: [\.standardErrorContent]
        ) {
            _ = Operator("aten::no_such_operator")
        }
        let message = String(decoding: result?.standardErrorContent ?? [], as: UTF8.self)
        #expect(message.contains("aten::no_such_operator"))
    }
}

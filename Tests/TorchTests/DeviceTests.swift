import Testing
import Torch

@Suite struct DeviceTests {
    @Test("A device's name is read as PyTorch writes it")
    func names() throws {
        #expect(try Device("cpu") == .cpu)
        #expect("\(Device.cpu)" == "cpu")
        #expect("\(Device.cuda(1))" == "cuda:1")
        if Device.cudaCount > 0 {
            #expect(try Device("cuda") == .cuda(0))
            #expect(try Device("cuda:0") == .cuda(0))
        }
    }

    @Test(
        "What is no device is an error that names it",
        arguments: ["", "gpu", "CPU", "cpu:0", "cuda:", "cuda:x", "cuda:-1", "cuda:0:1", "cuda 0"])
    func refusesNames(name: String) throws {
        let error = try #require(throws: TorchError.self) { try Device(name) }
        #expect(error.message.contains("'\(name)' is not a device"))
    }

    @Test("A device that this machine lacks is an error that says how many there are")
    func refusesAbsentDevice() throws {
        let error = try #require(throws: TorchError.self) { try Device("cuda:200") }
        #expect(error.message.contains("cuda:200"))
        #expect(error.message.contains("\(Device.cudaCount) GPUs"))
    }

    @Test("Tensors and generators know their device")
    func ofTensors() throws {
        #expect(Tensor.ones([2]).device == .cpu)
        #expect(Generator(seed: 1).device == .cpu)
        try Device.cpu.synchronize()
    }

    @Test("The runtime tells its version and how it was built")
    func runtime() {
        #expect(Runtime.version.split(separator: ".").count == 3)
        #expect(Runtime.buildConfiguration.contains("PyTorch built with"))
        #expect(Runtime.threads >= 1)
    }

    // In a process of its own, since other tests compute meanwhile.
    @Test("The number of threads can be set")
    func threads() async {
        await #expect(processExitsWith: .success) {
            Runtime.threads = 1
            #expect(Runtime.threads == 1)
            #expect(Tensor.ones([100_000]).sum().item() == 100_000)
        }
    }
}

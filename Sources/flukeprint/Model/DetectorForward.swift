import Detectors
import TensorFiles
import Torch
import TorchNN

/// What `flukeprint model forward` computes of a YOLOv5.
struct DetectorForward {
    let size: YOLOv5Size
    /// The weights, which were read from `path`.
    let state: StateDictionary
    let path: String
    /// Classes; those of the weights where it is nil.
    let classCount: Int?
    let isFolded: Bool

    /// The raw maps, before the sigmoid, and the boxes in pixels.
    ///
    /// - Throws: `TensorFileError` where weights or images do not fit.
    func outputs(of images: Tensor, from input: String) throws -> StateDictionary {
        guard let classes = classCount ?? YOLOv5.classCount(of: state) else {
            throw TensorFileError(
                path: path, problem: "expected the weights of a YOLOv5, found none of its head's",
                advice: "give a state dictionary under Ultralytics' names")
        }
        let stride = YOLOv5.strides[2]
        guard images.size(2) % stride == 0, images.size(3) % stride == 0 else {
            throw TensorFileError(
                path: input,
                problem:
                    "expected height and width to be multiples of \(stride), found \(images.shape)")
        }
        let network = YOLOv5(YOLOv5Configuration(size, classCount: classes))
        try network.load(state, from: path)
        network.eval()
        let maps = (isFolded ? network.folded() : network)(images)
        var outputs = StateDictionary()
        for (name, map) in zip(["p3", "p4", "p5"], maps) { outputs[name] = map.contiguous() }
        outputs["predictions"] = network.head.decoded(maps)
        return outputs
    }
}

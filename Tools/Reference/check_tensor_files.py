#!/usr/bin/env python3
"""Checks with the reference libraries what the Swift writers wrote.

Run the tests with FLUKEPRINT_KEEP=folder to keep the converted goldens, then

    python Tools/Reference/check_tensor_files.py folder Tests/TensorFilesTests/Goldens

Every file of the folder must hold, for the reference library, exactly what expected.json says.
"""

import json
import pathlib
import sys
import zipfile

import numpy
import safetensors.torch
import torch


def load(path):
    if path.suffix == ".pth":
        assert zipfile.ZipFile(path).testzip() is None, f"{path}: checksum"
        return torch.load(path, weights_only=True, mmap=False)
    if path.suffix == ".safetensors":
        return safetensors.torch.load(path.read_bytes())
    return {"array": torch.from_numpy(numpy.load(path))}


def check(path, expected):
    tensors = load(path)
    names = [tensor["name"] for tensor in expected["tensors"]]
    assert sorted(tensors) == sorted(names), f"{path}: {sorted(tensors)}"
    if path.suffix == ".pth":
        assert list(tensors) == names, f"{path}: order"
        torch.load(path, weights_only=True, mmap=True)
    for tensor in expected["tensors"]:
        found = tensors[tensor["name"]]
        where = f"{path}: {tensor['name']}"
        assert str(found.dtype) == "torch." + tensor["dtype"], where
        assert list(found.shape) == tensor["shape"], where
        assert found.is_contiguous(), where
        flat = found.reshape(-1)
        data = flat.view(torch.uint8).numpy().tobytes() if flat.numel() else b""
        assert data.hex() == tensor["bytes"], where
    return len(names)


def main(folder, goldens):
    expected = json.loads((pathlib.Path(goldens) / "expected.json").read_text(encoding="utf-8"))
    by_file = {golden["file"]: golden for golden in expected["files"]}
    files = tensors = 0
    for path in sorted(pathlib.Path(folder).iterdir()):
        # A copy is called like its golden, then the writer: views-archive.pth+wide.pth
        tensors += check(path, by_file[path.name.split("+")[0]])
        files += 1
    assert files, "no files: were the tests run with FLUKEPRINT_KEEP?"
    print(f"{files} files, {tensors} tensors: the reference libraries read the same values")


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    main(sys.argv[1], sys.argv[2])

#!/usr/bin/env python3
"""Makes the goldens of TensorFilesTests: small weight files of every format, as the reference
libraries write them, and expected.json, which lists what they hold.

    python Tools/Reference/tensor_files.py Tests/TensorFilesTests/Goldens

Needs torch, numpy and safetensors (goldens made with torch 2.13.0, numpy 2.4.6, safetensors 0.8.0).
"""

import collections
import io
import json
import pathlib
import pickle
import sys
import zipfile

import numpy
import safetensors.torch
import torch

DTYPES = {
    "bool": torch.bool,
    "uint8": torch.uint8,
    "int8": torch.int8,
    "int16": torch.int16,
    "int32": torch.int32,
    "int64": torch.int64,
    "float16": torch.float16,
    "bfloat16": torch.bfloat16,
    "float32": torch.float32,
    "float64": torch.float64,
}


def sample(dtype, *shape):
    """Values that tell positions apart, negative ones too where the type has them."""
    count = int(numpy.prod(shape))
    values = torch.arange(count, dtype=torch.float64) * 1.37 - 2.5
    if dtype == torch.bool:
        return (torch.arange(count) % 3 == 0).reshape(shape)
    if dtype == torch.uint8:
        values = torch.arange(count) * 37 % 256
    elif not dtype.is_floating_point:
        limit = torch.iinfo(dtype).max
        values = (torch.arange(count, dtype=torch.int64) - 1) * (limit // max(count, 2))
    return values.to(dtype).reshape(shape)


def every_dtype():
    tensors = collections.OrderedDict((name, sample(dtype, 2, 3)) for name, dtype in DTYPES.items())
    tensors["scalar"] = torch.tensor(3.25)
    tensors["empty"] = torch.zeros(0, 4)
    tensors["special"] = torch.tensor([float("inf"), float("-inf"), float("nan"), -0.0, 1e-45])
    tensors["name with \u00e9, \"quotes\",\n\t\\ and \u9be8"] = sample(torch.float32, 3)
    return tensors


def views():
    """Tensors that share a storage, step through it, or repeat it."""
    base = sample(torch.float32, 4, 6)
    tensors = collections.OrderedDict()
    tensors["base"] = base
    tensors["same"] = base
    tensors["transposed"] = base.t()
    tensors["rows"] = base[1:3]
    tensors["columns"] = base[:, ::2]
    tensors["element"] = base[2, 3]
    tensors["expanded"] = sample(torch.int16, 3, 1).expand(3, 4)
    tensors["permuted"] = sample(torch.float16, 2, 3, 4).permute(2, 0, 1)
    tensors["channels_last"] = sample(torch.bfloat16, 2, 3, 2, 2).to(memory_format=torch.channels_last)
    tensors["nothing"] = base[:0, 1:]
    return tensors


class Block(torch.nn.Module):
    """A model of a few layers: parameters, buffers, and an integer counter."""

    def __init__(self):
        super().__init__()
        self.stem = torch.nn.Conv2d(3, 4, 3, bias=False)
        self.norm = torch.nn.BatchNorm2d(4)
        self.head = torch.nn.Linear(4, 2)
        self.register_buffer("mask", torch.tensor([True, False, True]))


def model():
    torch.manual_seed(1)
    block = Block()
    for value in block.state_dict().values():
        value.copy_(sample(value.dtype, *value.shape))
    return block


def trained():
    """What a training script saves: weights, averages, the optimizer, and plain values."""
    block = model()
    optimizer = torch.optim.AdamW(block.parameters(), lr=0.01)
    block.head(torch.ones(1, 4)).sum().backward()
    optimizer.step()
    return block, optimizer


def expected_tensor(name, tensor):
    tensor = tensor.detach()
    flat = tensor.contiguous().reshape(-1)
    data = flat.view(torch.uint8).numpy().tobytes() if flat.numel() else b""
    dtype = str(tensor.dtype).removeprefix("torch.")
    return {"name": name, "dtype": dtype, "shape": list(tensor.shape), "bytes": data.hex()}


class StorageKeys(pickle.Unpickler):
    """Collects the storages that a legacy pickle names, and builds nothing else."""

    def __init__(self, stream):
        super().__init__(stream)
        self.storages = {}

    def persistent_load(self, identifier):
        _, kind, key, _, _ = identifier[:5]
        self.storages.setdefault(key, kind)

    def find_class(self, module, name):
        if name == "OrderedDict":
            return collections.OrderedDict
        return name if name.endswith("Storage") else lambda *arguments: None


def with_fixed_keys(data):
    """A legacy file whose storage keys, memory addresses as torch writes them, are counted instead."""
    sizes = {"Float": 4, "Double": 8, "Half": 2, "BFloat16": 2, "Long": 8, "Int": 4, "Short": 2,
             "Char": 1, "Byte": 1, "Bool": 1}
    stream = io.BytesIO(data)
    for _ in range(3):
        pickle.load(stream)
    head_end = stream.tell()
    unpickler = StorageKeys(stream)
    unpickler.load()
    body = data[head_end : stream.tell()]
    bodies = {}
    for key in pickle.load(stream):
        count = stream.read(8)
        size = sizes[unpickler.storages[key].removesuffix("Storage")]
        bodies[key] = count + stream.read(int.from_bytes(count, "little") * size)
    assert not stream.read()
    keys = []
    for index, key in enumerate(unpickler.storages):
        keys.append(f"{index + 1:0{len(key)}}")
        body = body.replace(key.encode(), keys[-1].encode())
    storages = b"".join(bodies[key] for key in unpickler.storages)
    return data[:head_end] + body + pickle.dumps(keys, protocol=2) + storages


class Goldens:
    def __init__(self, folder):
        self.folder = pathlib.Path(folder)
        self.folder.mkdir(parents=True, exist_ok=True)
        self.files = []

    def expect(self, file, format, tensors, metadata=None, entry=None, found_entry=None):
        """`entry` is asked for when opening; `found_entry` is what the reader then reports."""
        self.files.append(
            {
                "file": file,
                "format": format,
                "metadata": metadata or {},
                "entry": entry,
                "foundEntry": found_entry or entry,
                "tensors": [expected_tensor(*item) for item in tensors.items()],
            }
        )

    def torch(self, file, value, tensors, legacy=False, protocol=2, **more):
        buffer = io.BytesIO()
        torch.save(
            value, buffer, pickle_protocol=protocol, _use_new_zipfile_serialization=not legacy
        )
        data = buffer.getvalue()
        (self.folder / file).write_bytes(with_fixed_keys(data) if legacy else data)
        self.expect(file, "legacyTorch" if legacy else "torchArchive", tensors, **more)

    def safetensors(self, file, tensors, metadata=None):
        data = safetensors.torch.save(dict(tensors), metadata)
        (self.folder / file).write_bytes(data)
        length = int.from_bytes(data[:8], "little")
        names = [name for name in json.loads(data[8 : 8 + length]) if name != "__metadata__"]
        ordered = {name: tensors[name] for name in names}
        self.expect(file, "safetensors", ordered, metadata)

    def numpy(self, file, array, version=None):
        with open(self.folder / file, "wb") as handle:
            numpy.lib.format.write_array(handle, array, version=version, allow_pickle=False)
        copy = numpy.ascontiguousarray(array).reshape(array.shape)
        self.expect(file, "numPy", {"array": torch.from_numpy(copy)})


def make(folder):
    goldens = Goldens(folder)

    goldens.safetensors("every-dtype.safetensors", every_dtype())
    goldens.safetensors("metadata.safetensors", {"weight": sample(torch.float32, 2)}, {"a\"\u0001\u00e9/": "b\\\n"})
    goldens.safetensors("empty.safetensors", {})
    goldens.safetensors("model.safetensors", {n: t.contiguous() for n, t in model().state_dict().items()})

    for legacy in (False, True):
        kind = "legacy" if legacy else "archive"
        for name, value in (("every-dtype", every_dtype()), ("views", views())):
            goldens.torch(f"{name}-{kind}.pth", value, value, legacy)
        state = model().state_dict()
        goldens.torch(f"model-{kind}.pth", state, state, legacy)
        parameters = dict(model().named_parameters())
        goldens.torch(f"parameters-{kind}.pth", parameters, parameters, legacy)
        block, optimizer = trained()
        nested = {
            "epoch": 3,
            "accuracy": 0.5,
            "finished": False,
            "architecture": "block",
            "nothing": None,
            "model": block.state_dict(),
            "optimizer": optimizer.state_dict(),
        }
        metadata = {"epoch": "3", "accuracy": "0.5", "finished": "false", "architecture": "block"}
        goldens.torch(
            f"nested-{kind}.pth", nested, block.state_dict(), legacy,
            metadata=metadata, found_entry="model",
        )
    for protocol in (3, 4, 5):
        goldens.torch(f"protocol-{protocol}.pth", every_dtype(), every_dtype(), protocol=protocol)
    goldens.torch("legacy-protocol-4.pth", views(), views(), legacy=True, protocol=4)

    state = model().state_dict()
    average = {name: value + 1 if value.is_floating_point() else value for name, value in state.items()}
    goldens.torch(
        "ambiguous.pth", {"epoch": 2**40, "model": state, "ema": average}, average,
        metadata={"epoch": str(2**40)}, entry="ema",
    )
    goldens.torch("deep.pth", {"a": {"b": {"model": state}}}, state, entry="a.b.model")
    goldens.torch("only-entry.pth", {"backbone": state, "step": -1}, state,
                  metadata={"step": "-1"}, found_entry="backbone")
    goldens.torch("bare.pth", sample(torch.int32, 2, 2), {"array": sample(torch.int32, 2, 2)})
    listed = [sample(torch.float64, 2), sample(torch.uint8, 3)]
    goldens.torch("list.pth", listed, {"0": listed[0], "1": listed[1]})
    mixed = {"weight": torch.ones(2), "inner": {"bias": torch.zeros(2), "list": [torch.ones(1)]},
             "size": torch.Size([2, 3]), "device": torch.device("cpu"), "type": torch.bfloat16}
    flat = {"weight": mixed["weight"], "inner.bias": mixed["inner"]["bias"],
            "inner.list.0": mixed["inner"]["list"][0]}
    goldens.torch("mixed.pth", mixed, flat)
    goldens.torch("empty.pth", collections.OrderedDict(), {})

    for dtype in ("<f4", "<f8", "<f2", "|b1", "|u1", "|i1", "<i2", "<i4", "<i8"):
        array = (numpy.arange(12) * 5 % 7).reshape(3, 4).astype(dtype)
        goldens.numpy(f"{array.dtype.name}.npy", array)
    goldens.numpy("fortran.npy", numpy.asfortranarray(numpy.arange(24, dtype="<f4").reshape(2, 3, 4)))
    goldens.numpy("scalar.npy", numpy.array(2.5, dtype="<f8"))
    goldens.numpy("vector.npy", numpy.arange(5, dtype="<i8"))
    goldens.numpy("empty.npy", numpy.zeros((0, 3), dtype="<f4"))
    for version in ((2, 0), (3, 0)):
        goldens.numpy(f"version-{version[0]}.npy", numpy.arange(6, dtype="<i2").reshape(2, 3), version)

    text = json.dumps({"files": goldens.files}, indent=0, ensure_ascii=False)
    (goldens.folder / "expected.json").write_text(text + "\n", encoding="utf-8")
    make_refused(goldens.folder / "refused")


class Command:
    """Unpickling this with Python would run a command."""

    def __reduce__(self):
        import os

        return os.system, ("echo executed",)


def make_refused(folder):
    """Files that a reader must refuse; each name says why."""
    folder.mkdir(parents=True, exist_ok=True)

    def save(file, value, **options):
        buffer = io.BytesIO()
        torch.save(value, buffer, **options)
        (folder / file).write_bytes(buffer.getvalue())

    save("command.pth", {"weight": torch.ones(1), "payload": Command()})
    save("command-legacy.pth", {"payload": Command()}, _use_new_zipfile_serialization=False)
    save("whole-model.pth", torch.nn.Linear(2, 2))
    save("complex.pth", {"weight": torch.ones(1, dtype=torch.complex64)})
    save("uint16.pth", {"weight": torch.ones(1, dtype=torch.uint16)})
    save("set.pth", {"weight": {1, 2}}, pickle_protocol=4)
    save("sparse.pth", {"weight": torch.eye(2).to_sparse()})
    numpy.save(folder / "big-endian.npy", numpy.arange(3, dtype=">f4"))
    numpy.save(folder / "object.npy", numpy.array([{}], dtype=object), allow_pickle=True)
    numpy.save(folder / "record.npy", numpy.zeros(2, dtype=[("a", "<f4")]))
    numpy.save(folder / "unsigned.npy", numpy.zeros(2, dtype="<u2"))
    numpy.savez(folder / "arrays.npz", a=numpy.zeros(2))
    (folder / "plain.pickle").write_bytes(pickle.dumps({"a": 1}, protocol=2))
    data = safetensors.torch.save({"weight": torch.ones(2).to(torch.float8_e4m3fn)})
    (folder / "float8.safetensors").write_bytes(data)

    source = io.BytesIO()
    torch.save({"weight": torch.ones(64)}, source)
    for file, compression, order in (
        ("compressed.pth", zipfile.ZIP_DEFLATED, b"little"),
        ("big-endian.pth", zipfile.ZIP_STORED, b"big"),
    ):
        with zipfile.ZipFile(source) as old, zipfile.ZipFile(folder / file, "w", compression) as new:
            for name in old.namelist():
                record = zipfile.ZipInfo(name)
                record.compress_type = compression
                new.writestr(record, order if name.endswith("byteorder") else old.read(name))


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    make(sys.argv[1])

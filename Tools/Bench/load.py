"""Loading a safetensors file in Python: the peer of `FoundationBenchmark load`."""

import json
import os
import sys
import time

import torch
from safetensors.torch import load_file


def resident_megabytes():
    with open("/proc/self/statm") as statement:
        return int(statement.read().split()[1]) * os.sysconf("SC_PAGESIZE") / 1e6


def main():
    # Starting libtorch is not part of opening a file.
    torch.ones(1) + torch.ones(1)
    before = resident_megabytes()
    start = time.perf_counter()
    weights = load_file(sys.argv[1])
    open_seconds = time.perf_counter() - start
    opened = resident_megabytes()
    start = time.perf_counter()
    copy = {name: tensor.clone() for name, tensor in weights.items()}
    copy_seconds = time.perf_counter() - start
    copied = resident_megabytes()
    print(json.dumps({
        "measurement": "load", "tensors": len(copy),
        "file_megabytes": sum(tensor.nbytes for tensor in copy.values()) / 1e6,
        "open_seconds": open_seconds, "open_megabytes": opened - before,
        "copy_seconds": copy_seconds, "copy_megabytes": copied - opened,
    }))


if __name__ == "__main__":
    main()

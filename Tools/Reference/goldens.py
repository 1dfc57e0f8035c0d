"""What every generator shares: seeding, and writing one case as one safetensors file."""

import json
import pathlib
import shutil
import sys
import zlib

import torch
from safetensors.torch import save_file

torch.set_num_threads(1)
torch.use_deterministic_algorithms(True)


class Goldens:
    """The folder of one subject, emptied on opening: `Goldens/<subject>/<case>.safetensors`."""

    def __init__(self, subject):
        if len(sys.argv) != 2:
            sys.exit(f"usage: {sys.argv[0]} OUTPUT_FOLDER")
        self.subject = subject
        self.folder = pathlib.Path(sys.argv[1]) / subject
        shutil.rmtree(self.folder, ignore_errors=True)
        self.folder.mkdir(parents=True)

    def seed(self, case):
        """Seeds torch from the names alone, so that adding a case changes no other."""
        torch.manual_seed(zlib.crc32(f"{self.subject}/{case}".encode()))

    def write(self, case, tensors, config):
        """Writes one case; `config` goes into the metadata as JSON."""
        # A copy per entry: safetensors refuses tensors that share storage or are not contiguous.
        tensors = {
            name: tensor.detach().clone(memory_format=torch.contiguous_format)
            for name, tensor in tensors.items()
        }
        metadata = {"config": json.dumps(config, sort_keys=True)}
        save_file(tensors, self.folder / f"{case}.safetensors", metadata)


def snapshot(prefix, named):
    """Copies of named tensors under `prefix.<name>`, safe from later in-place updates."""
    return {f"{prefix}.{name}": tensor.detach().clone() for name, tensor in named}


def randomize(module):
    """Moves normalisation layers away from ones and zeros, where mistakes would not show."""
    for layer in module.modules():
        if isinstance(layer, torch.nn.modules.batchnorm._BatchNorm):
            with torch.no_grad():
                layer.weight.uniform_(0.5, 1.5)
                layer.bias.normal_(0, 0.5)
                layer.running_mean.normal_(0, 0.5)
                layer.running_var.uniform_(0.5, 2)
    return module


def record(goldens, case, module, input, config, *, training=True, warmup=None, call_seed=None):
    """Writes a layer's forward and backward passes.

    `warmup` is an input for a forward pass before the recorded one, without a backward pass.
    `call_seed` seeds torch right before the recorded forward pass.
    """
    module.train(training)
    tensors = {"input": input}
    tensors |= snapshot("parameter", module.named_parameters())
    tensors |= snapshot("buffer", module.named_buffers())
    config = config | {"training": training}

    if warmup is not None:
        tensors["warmup_input"] = warmup
        module(warmup)
    gradient_generator = torch.Generator().manual_seed(zlib.crc32(case.encode()))
    input = input.clone().requires_grad_()
    if call_seed is not None:
        config["call_seed"] = call_seed
        torch.manual_seed(call_seed)
    output = module(input)
    cotangent = torch.randn(output.shape, generator=gradient_generator)
    output.backward(cotangent)

    tensors |= {"output": output, "gradient_output": cotangent, "gradient.input": input.grad}
    tensors |= snapshot(
        "gradient.parameter", ((name, value.grad) for name, value in module.named_parameters())
    )
    tensors |= snapshot("buffer_after", module.named_buffers())
    goldens.write(case, tensors, config)

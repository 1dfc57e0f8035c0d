"""What the checks share: running the command, and comparing tensors by name."""

import subprocess

import torch


def run(*arguments):
    done = subprocess.run(arguments, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr + done.stdout


def worst(found, expected, tolerance, what, rounding=0.0):
    """The greatest error of any tensor, over the tensor's greatest magnitude.

    Tensors below `rounding` times the greatest of all are nothing but rounding, as is the gradient of a bias before a
    batch norm; they must be so small on both sides, and have no error.
    """
    least = rounding * max(reference.abs().max().item() for reference in expected.values())
    assert set(found) == set(expected), f"{what}: {set(found) ^ set(expected)}"
    greatest = 0.0
    for name, reference in expected.items():
        assert found[name].shape == reference.shape, f"{what}: {name}: shape"
        if reference.abs().max() < least:
            assert found[name].abs().max() < least, f"{what}: {name}: found more than rounding"
            continue
        scale = reference.abs().max().clamp(min=torch.finfo(reference.dtype).tiny)
        error = ((found[name] - reference).abs().max() / scale).item()
        assert error <= tolerance, f"{what}: {name}: error {error:g} of at most {tolerance:g}"
        greatest = max(greatest, error)
    return greatest

"""Dropout and drop path: the exact values that the default generator gives after `call_seed`."""

import torch

from goldens import Goldens, record

goldens = Goldens("dropout")


class DropPath(torch.nn.Module):
    """Drops whole samples (Huang et al. 2016), as timm does: one draw per sample, survivors scaled up."""

    def __init__(self, p):
        super().__init__()
        self.p = p

    def forward(self, input):
        if not self.training or self.p == 0:
            return input
        keep = 1 - self.p
        mask = input.new_empty(input.shape[0], *[1] * (input.dim() - 1)).bernoulli_(keep)
        return input * mask.div_(keep)


for layer, name, p, shape, training in (
    (torch.nn.Dropout, "dropout_training", 0.3, (3, 5, 4, 3), True),
    (torch.nn.Dropout, "dropout_eval", 0.3, (3, 5), False),
    (torch.nn.Dropout, "dropout_0", 0.0, (3, 5), True),
    (DropPath, "drop_path_training", 0.3, (9, 3, 2, 2), True),
    (DropPath, "drop_path_matrix", 0.5, (11, 3), True),
    (DropPath, "drop_path_eval", 0.3, (5, 3, 2, 2), False),
):
    goldens.seed(name)
    config = {"layer": layer.__name__, "p": p}
    record(goldens, name, layer(p), torch.randn(shape), config, training=training, call_seed=17)

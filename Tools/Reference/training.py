"""Three training steps of a small convolutional network: state and loss after each step."""

import torch
import torch.nn.functional as F

from goldens import Goldens, snapshot

goldens = Goldens("training")
goldens.seed("convolutional")

STEPS = 3
OPTIONS = {"lr": 0.1, "momentum": 0.9, "weight_decay": 1e-4, "nesterov": True}

network = torch.nn.Sequential(
    torch.nn.Conv2d(3, 6, 3, stride=2, padding=1, bias=False),
    torch.nn.BatchNorm2d(6),
    torch.nn.SiLU(),
    torch.nn.Conv2d(6, 8, 3, stride=2, padding=1, bias=False),
    torch.nn.BatchNorm2d(8),
    torch.nn.SiLU(),
    torch.nn.AdaptiveAvgPool2d(1),
    torch.nn.Flatten(),
    torch.nn.Linear(8, 4),
)
optimizer = torch.optim.SGD(network.parameters(), **OPTIONS)

tensors = snapshot("initial", network.state_dict().items())
losses = []
for step in range(1, STEPS + 1):
    input, target = torch.randn(5, 3, 11, 9), torch.randint(4, (5,))
    optimizer.zero_grad()
    loss = F.cross_entropy(network(input), target)
    loss.backward()
    optimizer.step()
    losses.append(loss.detach())
    tensors |= {f"input.{step}": input, f"target.{step}": target}
    tensors |= snapshot(f"after_{step}", network.state_dict().items())
tensors["losses"] = torch.stack(losses)
config = {
    "layers": [
        "Conv2d(3, 6, kernel_size=3, stride=2, padding=1, bias=False)",
        "BatchNorm2d(6)",
        "SiLU()",
        "Conv2d(6, 8, kernel_size=3, stride=2, padding=1, bias=False)",
        "BatchNorm2d(8)",
        "SiLU()",
        "AdaptiveAvgPool2d(1)",
        "Flatten()",
        "Linear(8, 4)",
    ],
    "optimizer": {"name": "SGD"} | OPTIONS,
    "steps": STEPS,
}
goldens.write("convolutional", tensors, config)

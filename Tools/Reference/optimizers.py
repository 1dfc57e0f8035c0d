"""Twenty full-batch steps of every optimizer on Linear(7, 5), SiLU, Linear(5, 3) with cross-entropy."""

import torch
import torch.nn.functional as F

from goldens import Goldens, snapshot

goldens = Goldens("optimizers")

STEPS = 20
KEPT = (1, 5, 20)
IMPLEMENTATION_OPTIONS = {
    "capturable",
    "decoupled_weight_decay",
    "differentiable",
    "foreach",
    "fused",
    "maximize",
}


def case(name, optimizer, groups=None, **defaults):
    """`groups` maps names of parameters to their group's own options; without it there is one group."""
    torch.manual_seed(20)  # every case starts from the same network and data
    network = torch.nn.Sequential(torch.nn.Linear(7, 5), torch.nn.SiLU(), torch.nn.Linear(5, 3))
    input, target = torch.randn(11, 7), torch.randint(3, (11,))
    parameters = dict(network.named_parameters())
    groups = groups or [{"parameters": list(parameters)}]
    steps = optimizer(
        [
            {"params": [parameters[key] for key in group["parameters"]]}
            | {key: value for key, value in group.items() if key != "parameters"}
            for group in groups
        ],
        **defaults,
    )

    tensors = {"input": input, "target": target} | snapshot("parameter", parameters.items())
    losses = []
    for step in range(1, STEPS + 1):
        steps.zero_grad()
        loss = F.cross_entropy(network(input), target)
        loss.backward()
        steps.step()
        losses.append(loss.detach())
        if step in KEPT:
            tensors |= snapshot(f"after_{step}.parameter", parameters.items())
    for key, parameter in parameters.items():
        tensors |= {
            f"after_{STEPS}.state.{key}.{name}": torch.as_tensor(value)
            for name, value in steps.state[parameter].items()
            if value is not None
        }
    tensors["losses"] = torch.stack(losses)
    options = {
        key: value
        for key, value in steps.defaults.items()
        if key not in IMPLEMENTATION_OPTIONS
    }
    config = {
        "optimizer": optimizer.__name__,
        "groups": [options | group for group in groups],
        "kept_steps": KEPT,
    }
    goldens.write(name, tensors, config)


def two_groups(first, second):
    return [
        {"parameters": ["0.weight", "2.weight"]} | first,
        {"parameters": ["0.bias", "2.bias"]} | second,
    ]


SGD, Adam, AdamW = torch.optim.SGD, torch.optim.Adam, torch.optim.AdamW

case("sgd", SGD, lr=0.1)
case("sgd_weight_decay", SGD, lr=0.1, weight_decay=0.05)
case("sgd_momentum", SGD, lr=0.1, momentum=0.9)
case("sgd_nesterov_weight_decay", SGD, lr=0.1, momentum=0.9, nesterov=True, weight_decay=0.01)
case("sgd_dampening", SGD, lr=0.1, momentum=0.9, dampening=0.5)
case(
    "sgd_two_groups",
    SGD,
    two_groups({"lr": 0.1, "weight_decay": 0.01}, {"lr": 0.02, "weight_decay": 0.0}),
    lr=0.1,
    momentum=0.9,
    nesterov=True,
)
case("adam", Adam, lr=0.01)
case("adam_weight_decay", Adam, lr=0.01, weight_decay=0.05)
case("adam_amsgrad", Adam, lr=0.1, betas=(0.9, 0.99), amsgrad=True)
case("adam_w", AdamW)
case("adam_w_weight_decay", AdamW, lr=0.01, weight_decay=0.05)
case("adam_w_betas", AdamW, lr=0.01, betas=(0.8, 0.95), eps=1e-6)
case("adam_w_amsgrad", AdamW, lr=0.1, betas=(0.9, 0.99), amsgrad=True)
for name, optimizer in (("adam_two_groups", Adam), ("adam_w_two_groups", AdamW)):
    case(
        name,
        optimizer,
        two_groups({"lr": 0.01, "weight_decay": 0.05}, {"lr": 0.002, "weight_decay": 0.0}),
    )

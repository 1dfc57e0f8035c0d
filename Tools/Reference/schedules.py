"""Learning rates, in float64: entry i is the rate with which step i is taken, counted from zero."""

import torch
from torch.optim import lr_scheduler as schedulers

from goldens import Goldens

goldens = Goldens("schedules")

BASE = 0.1


def case(name, steps, build, config):
    """`build` makes the scheduler for an optimizer of one group at the rate BASE."""
    optimizer = torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], lr=BASE, momentum=0.9)
    scheduler = build(optimizer)
    rates, momenta = [], []
    for step in range(steps):
        rates.append(optimizer.param_groups[0]["lr"])
        momenta.append(optimizer.param_groups[0]["momentum"])
        optimizer.step()
        if step + 1 < steps:
            scheduler.step()
    tensors = {"learning_rates": torch.tensor(rates, dtype=torch.float64)}
    if config["schedule"] == "OneCycleLR":
        tensors["momenta"] = torch.tensor(momenta, dtype=torch.float64)
    goldens.write(name, tensors, {"base_learning_rate": BASE, "steps": steps} | config)


def simple(name, steps, scheduler, **options):
    case(
        name,
        steps,
        lambda optimizer: scheduler(optimizer, **options),
        {"schedule": scheduler.__name__} | options,
    )


def warmup_then_cosine(name, *, warmup_steps, start_factor, total_steps, eta_min):
    def build(optimizer):
        warmup = schedulers.LinearLR(optimizer, start_factor, total_iters=warmup_steps)
        cosine = schedulers.CosineAnnealingLR(optimizer, total_steps - warmup_steps, eta_min)
        return schedulers.SequentialLR(optimizer, [warmup, cosine], [warmup_steps])

    config = {"start_factor": start_factor, "warmup_steps": warmup_steps, "eta_min": eta_min}
    config |= {"schedule": "warmup_then_cosine", "total_steps": total_steps}
    case(name, total_steps + 1, build, config)


simple("constant", 10, schedulers.ConstantLR, factor=1.0, total_iters=5)
simple("linear_warmup", 15, schedulers.LinearLR, start_factor=0.01, end_factor=1.0, total_iters=10)
simple("linear_warmup_third", 8, schedulers.LinearLR, start_factor=1 / 3, end_factor=1.0, total_iters=5)
simple("linear_decay", 8, schedulers.LinearLR, start_factor=1.0, end_factor=0.1, total_iters=5)
simple("cosine", 31, schedulers.CosineAnnealingLR, T_max=30, eta_min=0.0)
simple("cosine_minimum", 31, schedulers.CosineAnnealingLR, T_max=30, eta_min=0.001)
warmup_then_cosine("warmup_cosine", warmup_steps=5, start_factor=0.1, total_steps=30, eta_min=0.001)
warmup_then_cosine("warmup_1_cosine", warmup_steps=1, start_factor=0.5, total_steps=12, eta_min=0.0)
simple("restarts", 50, schedulers.CosineAnnealingWarmRestarts, T_0=5, T_mult=2, eta_min=0.001)
simple("restarts_equal", 25, schedulers.CosineAnnealingWarmRestarts, T_0=7, T_mult=1, eta_min=0.0)

ONE_CYCLE = {
    "max_lr": 0.4,
    "total_steps": 40,
    "pct_start": 0.3,
    "anneal_strategy": "cos",
    "cycle_momentum": True,
    "base_momentum": 0.85,
    "max_momentum": 0.95,
    "div_factor": 25.0,
    "final_div_factor": 1e4,
    "three_phase": False,
}
for name, changes in {
    "one_cycle": {},
    "one_cycle_linear": {"anneal_strategy": "linear"},
    "one_cycle_three_phase": {"three_phase": True},
    "one_cycle_linear_three_phase": {"anneal_strategy": "linear", "three_phase": True},
    "one_cycle_odd": {"total_steps": 37, "pct_start": 0.25, "div_factor": 10.0, "final_div_factor": 100.0},
    "one_cycle_no_momentum": {"cycle_momentum": False},
}.items():
    options = ONE_CYCLE | changes
    simple(name, options["total_steps"], schedulers.OneCycleLR, **options)

simple("step", 20, schedulers.StepLR, step_size=6, gamma=0.3)
simple("milestones", 20, schedulers.MultiStepLR, milestones=[4, 5, 13], gamma=0.3)

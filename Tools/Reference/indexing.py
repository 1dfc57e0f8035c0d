"""Reading and assigning through indices, on `x` = 0 … 119 shaped [4, 5, 6].

`config.reads` and `config.assignments` tell the PyTorch expression per key; `read.<key>` is its result, and
`assigned.<key>` what `x` holds after the assignment.
"""

import torch

from goldens import Goldens

goldens = Goldens("indexing")

X = torch.arange(120, dtype=torch.float32).reshape(4, 5, 6)
INPUTS = {
    "mask": X % 7 == 0,
    "rows_mask": torch.tensor([True, False, False, True]),
    "plane_mask": X[..., 0] % 4 == 0,
    "idx": torch.tensor([3, 0, 0]),
    "idx2": torch.tensor([5, 1, 2]),
    "negative": torch.tensor([-1, 2, -4]),
    "grid": torch.tensor([[0, 1], [3, 2]]),
    "column": torch.tensor([[0], [2]]),
    "row": torch.tensor([-8.0, -6.0, -7.0, -5.0, -4.0, -3.0]),
}

READS = {
    "integer": "x[1]",
    "integer_negative": "x[-1]",
    "integers": "x[1, 2]",
    "element": "x[1, 2, 3]",
    "element_negative": "x[-1, -2, -3]",
    "all_then_integer": "x[:, 2]",
    "last_dimension": "x[:, :, -1]",
    "range": "x[1:3]",
    "range_from": "x[2:]",
    "range_to": "x[:2]",
    "range_negative": "x[-3:-1]",
    "range_past_end": "x[2:99]",
    "range_empty": "x[3:1]",
    "ranges": "x[1:3, 2:4, :5]",
    "step": "x[::2]",
    "step_from_to": "x[:, 1:5:3]",
    "step_last": "x[..., 1::2]",
    "ellipsis": "x[..., 0]",
    "ellipsis_middle": "x[1, ..., 2]",
    "ellipsis_alone": "x[...]",
    "new_axis": "x[:, None]",
    "new_axis_first": "x[None]",
    "new_axis_last": "x[..., None]",
    "new_axis_mixed": "x[1, None, :, 2:4]",
    "mask": "x[mask]",
    "mask_rows": "x[rows_mask]",
    "mask_plane": "x[plane_mask]",
    "mask_then_range": "x[rows_mask, 1:3]",
    "indices": "x[idx]",
    "indices_negative": "x[negative]",
    "indices_second": "x[:, idx]",
    "indices_last": "x[..., idx2]",
    "indices_grid": "x[grid]",
    "indices_apart": "x[idx, :, idx2]",
    "indices_together": "x[idx, idx]",
    "indices_all": "x[idx, idx, idx2]",
    "indices_after_range": "x[1:3, idx, idx2]",
    "indices_broadcast": "x[column, idx]",
    "indices_and_integer": "x[idx, 2]",
    "integer_range_indices": "x[0, :, idx2]",
    "integer_middle_indices": "x[:, 1, idx2]",
}

ASSIGNMENTS = {
    "integer": "x[1] = 0.5",
    "element": "x[1, 2, 3] = -1.0",
    "range": "x[1:3] = -2.0",
    "range_step": "x[:, ::2] = -3.0",
    "row": "x[2, 3] = row",
    "row_broadcast": "x[1:3, 1:4] = row",
    "ellipsis": "x[..., 0] = -4.0",
    "mask": "x[mask] = -5.0",
    "mask_rows": "x[rows_mask] = row",
    "indices": "x[idx] = -6.0",
    "indices_second": "x[:, idx] = row",
    "indices_apart": "x[idx, :, idx2] = -7.0",
    "indices_together": "x[idx2 % 4, idx2 % 5] = row",
    "add": "x[1] += 100.0",
    "multiply_range": "x[..., 1:3] *= -1.0",
}

tensors = {"x": X} | INPUTS
for key, expression in READS.items():
    tensors[f"read.{key}"] = eval(expression, dict(INPUTS), {"x": X})
for key, statement in ASSIGNMENTS.items():
    x = X.clone()
    exec(statement, dict(INPUTS), {"x": x})
    tensors[f"assigned.{key}"] = x
goldens.write("all", tensors, {"reads": READS, "assignments": ASSIGNMENTS})

#ifndef CTORCH_NEIGHBOURS_H
#define CTORCH_NEIGHBOURS_H

#include <stdbool.h>
#include <stdint.h>

#include "ctorch_tensor.h"

#ifdef __cplusplus
extern "C" {
#endif

/// Rows that may be among the nearest of each query. All tensors lie in one piece on the CPU.
typedef struct ctorch_candidates {
    /// Float `[Q, C]`, filled from the left.
    ctorch_tensor scores;
    /// Int64 `[Q, C]`.
    ctorch_tensor rows;
    /// Int64 `[Q]`: how many there are, -1 where they did not fit.
    ctorch_tensor counts;
    /// Float `[Q]`: lower scores have no chance.
    ctorch_tensor floors;
} ctorch_candidates;

/// Inner products of float queries `[Q, D]` and rows `[N, D]` of float, bfloat16 or int8, times `scales` `[N]`, which may
/// be `NULL`: float `[Q, N]`. Reads the rows once for four queries; a query by itself is summed in another order, that of
/// `ctorch_order_candidates`.
ctorch_tensor ctorch_inner_products(
    ctorch_tensor queries, ctorch_tensor rows, ctorch_tensor scales);

/// Lets those columns of `scores` (float or bfloat16, `[Q, B]`) join the candidates that may be among a query's `count`
/// greatest: those that are not lower than the last of these by more than `margins` `[Q]`. The first column is the row
/// `first`; rows in `own` (int64 `[Q]`, -1 for none) are passed over. So are, where `groups` (int64, of each row of the table)
/// is not `NULL`, rows of the groups in `passed` (int64 `[Q, P]`, -1 for none) and of the group -1.
bool ctorch_gather_candidates(
    ctorch_tensor scores, int64_t first, int64_t count, ctorch_tensor margins, ctorch_tensor own,
    ctorch_tensor groups, ctorch_tensor passed, ctorch_candidates candidates);

/// Scores candidates by float rows `[N, D]`, and writes the best of them, equal ones in the rows' order: `found_scores`
/// (float `[Q, k]`) and `found_rows` (int64). Where there are fewer than k, the rest is -2 and -1.
bool ctorch_order_candidates(
    ctorch_tensor queries, ctorch_tensor rows, ctorch_candidates candidates,
    ctorch_tensor found_scores, ctorch_tensor found_rows);

#ifdef __cplusplus
}
#endif

#endif

// Which rows are nearest to queries, by kernels of our own.
#pragma once

#include <cstdint>

namespace ctorch {

/// Inner products of queries `[Q, D]` and rows `[N, D]`: `[Q, N]`.
struct ProductArguments {
    enum class Element { single, brief, byte } element;
    int64_t queries, rows, width;
    const float *query;
    const void *row;
    /// What the products with each row are multiplied by; may be null.
    const float *scales;
    float *result;
};

/// Scores of columns, of which those that may be among a query's greatest join its candidates.
struct CandidateArguments {
    /// Whether scores are bfloat16, and not float.
    bool shortened;
    int64_t queries, columns, capacity;
    const void *scores;
    /// The row that the first column stands for.
    int64_t first;
    /// How many of the greatest are sought.
    int64_t count;
    /// How far a query's scores may lie apart and yet stand the other way round, beside the rounding of bfloat16.
    const float *margins;
    /// The rows that are the queries themselves, -1 for none: they are passed over.
    const int64_t *own;
    /// The group of each row of the table; null where rows are passed over by `own` alone. Rows of group -1 are passed over.
    const int64_t *groups;
    /// Groups that are passed over, `[queries, passed_count]`; -1 where there are fewer.
    const int64_t *passed;
    int64_t passed_count;
    /// `[queries, capacity]`, filled from the left.
    float *candidate_scores;
    int64_t *candidate_rows;
    /// How many candidates there are; -1 where they did not fit.
    int64_t *candidate_counts;
    /// Lower scores have no chance.
    float *floors;
};

/// Candidates that are scored by their rows' full precision and put in order.
struct OrderArguments {
    int64_t queries, width, capacity, count;
    const float *query, *row;
    const int64_t *candidate_rows, *candidate_counts;
    /// `[queries, count]`; where there are fewer, the rest is -2 and -1.
    float *scores;
    int64_t *rows;
};

}  // namespace ctorch

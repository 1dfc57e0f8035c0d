// A search for nearest rows in three steps: scores, candidates, order.
#include "Neighbours.hpp"

#include <ATen/ops/empty.h>

#include <functional>
#include <utility>
#include <vector>

#include "Processor.hpp"
#include "Shim.hpp"
#include "Slices.hpp"

#define CTORCH_KERNELS "NeighbourKernels.hpp"
#include "Processors.hpp"

using ctorch::Borrowed;
using ctorch::CandidateArguments;
using ctorch::floats;
using ctorch::OrderArguments;
using ctorch::ProductArguments;

namespace {

/// Stops where a tensor is not what a kernel reads.
void expect(
    const at::Tensor &tensor, const char *name, std::initializer_list<int64_t> sizes,
    std::initializer_list<at::ScalarType> types) {
    TORCH_CHECK(
        tensor.device().is_cpu() && tensor.is_contiguous() &&
            tensor.sizes() == at::IntArrayRef(sizes) &&
            std::find(types.begin(), types.end(), tensor.scalar_type()) != types.end(),
        name, ": expected ", at::IntArrayRef(sizes), " in one piece on the CPU, found ",
        tensor.sizes(), " of ", tensor.scalar_type());
}

int64_t *integers(const at::Tensor &tensor) {
    return static_cast<int64_t *>(tensor.mutable_data_ptr());
}

float *mutable_floats(const at::Tensor &tensor) {
    return static_cast<float *>(tensor.mutable_data_ptr());
}

}  // namespace

ctorch_tensor ctorch_inner_products(
    ctorch_tensor queries, ctorch_tensor rows, ctorch_tensor scales) {
    return ctorch::guarded<ctorch_tensor>(nullptr, [&] {
        const Borrowed asked(queries), known(rows), factors(scales);
        const at::Tensor &query = asked, &row = known, &scale = factors;
        TORCH_CHECK(
            query.dim() == 2 && row.dim() == 2, "expected [Q, D] and [N, D], found ",
            query.sizes(), " and ", row.sizes());
        expect(query, "queries", {query.size(0), row.size(1)}, {at::kFloat});
        expect(
            row, "rows", {row.size(0), row.size(1)}, {at::kFloat, at::kBFloat16, at::kChar});
        if (scale.defined()) {
            expect(scale, "scales", {row.size(0)}, {at::kFloat});
        }
        auto result = at::empty({query.size(0), row.size(0)}, query.options());
        ProductArguments arguments{};
        arguments.element = row.scalar_type() == at::kFloat ? ProductArguments::Element::single
            : row.scalar_type() == at::kChar                ? ProductArguments::Element::byte
                                                            : ProductArguments::Element::brief;
        arguments.queries = query.size(0);
        arguments.rows = row.size(0);
        arguments.width = row.size(1);
        arguments.query = floats(query);
        arguments.row = row.const_data_ptr();
        arguments.scales = scale.defined() ? floats(scale) : nullptr;
        arguments.result = mutable_floats(result);
        CTORCH_PICK(inner_products)(arguments);
        return ctorch::owned(result);
    });
}

bool ctorch_gather_candidates(
    ctorch_tensor scores, int64_t first, int64_t count, ctorch_tensor margins, ctorch_tensor own,
    ctorch_tensor groups, ctorch_tensor passed, ctorch_candidates candidates) {
    return ctorch::succeeds([&] {
        const Borrowed scored(scores), apart(margins), itself(own), grouped(groups),
            left_out(passed), values(candidates.scores), rows(candidates.rows),
            counts(candidates.counts), floors(candidates.floors);
        const at::Tensor &score = scored, &value = values, &group = grouped, &out = left_out;
        TORCH_CHECK(score.dim() == 2 && value.dim() == 2, "expected scores [Q, C]");
        const int64_t queries = score.size(0), capacity = value.size(1);
        TORCH_CHECK(count > 0 && capacity > count, "candidates need room for more than ", count);
        expect(score, "scores", {queries, score.size(1)}, {at::kFloat, at::kBFloat16});
        expect(apart, "margins", {queries}, {at::kFloat});
        expect(itself, "own rows", {queries}, {at::kLong});
        expect(value, "candidates' scores", {queries, capacity}, {at::kFloat});
        expect(rows, "candidates' rows", {queries, capacity}, {at::kLong});
        expect(counts, "candidates' counts", {queries}, {at::kLong});
        expect(floors, "floors", {queries}, {at::kFloat});
        CandidateArguments arguments{};
        arguments.shortened = score.scalar_type() == at::kBFloat16;
        arguments.queries = queries;
        arguments.columns = score.size(1);
        arguments.capacity = capacity;
        arguments.scores = score.const_data_ptr();
        arguments.first = first;
        arguments.count = count;
        arguments.margins = floats(apart);
        arguments.own = integers(itself);
        if (group.defined()) {
            TORCH_CHECK(
                group.dim() == 1 && group.size(0) >= first + score.size(1) && out.dim() == 2,
                "expected groups [N] and passed groups [Q, P]");
            expect(group, "groups", {group.size(0)}, {at::kLong});
            expect(out, "passed groups", {queries, out.size(1)}, {at::kLong});
            arguments.groups = integers(group);
            arguments.passed = integers(out);
            arguments.passed_count = out.size(1);
        }
        arguments.candidate_scores = mutable_floats(value);
        arguments.candidate_rows = integers(rows);
        arguments.candidate_counts = integers(counts);
        arguments.floors = mutable_floats(floors);
        CTORCH_PICK(gather_candidates)(arguments);
    });
}

bool ctorch_order_candidates(
    ctorch_tensor queries, ctorch_tensor rows, ctorch_candidates candidates,
    ctorch_tensor found_scores, ctorch_tensor found_rows) {
    return ctorch::succeeds([&] {
        const Borrowed asked(queries), known(rows), places(candidates.rows),
            counts(candidates.counts), scored(found_scores), found(found_rows);
        const at::Tensor &query = asked, &row = known, &place = places, &score = scored;
        TORCH_CHECK(
            query.dim() == 2 && row.dim() == 2 && place.dim() == 2 && score.dim() == 2,
            "expected [Q, D], [N, D], [Q, C] and [Q, k]");
        const int64_t width = row.size(1), count = score.size(1);
        expect(query, "queries", {query.size(0), width}, {at::kFloat});
        expect(row, "rows", {row.size(0), width}, {at::kFloat});
        expect(place, "candidates' rows", {query.size(0), place.size(1)}, {at::kLong});
        expect(counts, "candidates' counts", {query.size(0)}, {at::kLong});
        expect(score, "found scores", {query.size(0), count}, {at::kFloat});
        expect(found, "found rows", {query.size(0), count}, {at::kLong});
        OrderArguments arguments{};
        arguments.queries = query.size(0);
        arguments.width = width;
        arguments.capacity = place.size(1);
        arguments.count = count;
        arguments.query = floats(query);
        arguments.row = floats(row);
        arguments.candidate_rows = integers(place);
        arguments.candidate_counts = integers(counts);
        arguments.scores = mutable_floats(score);
        arguments.rows = integers(found);
        CTORCH_PICK(order_candidates)(arguments);
    });
}

// The passes of a search for nearest rows, compiled per kind of processor.

#include "Vector.hpp"

/// The sum of a vector's elements, by halves: an array of them would be gathered from memory.
template <int... places>
INLINE float sum(Vector vector, std::integer_sequence<int, places...>) {
#pragma unroll
    for (int half = lanes / 2; half > 0; half /= 2) {
        const Integers moved = {(places + half) % lanes...};
        vector += __builtin_shufflevector(vector, moved);
    }
    return vector[0];
}

INLINE float sum(Vector vector) {
    return sum(vector, std::make_integer_sequence<int, lanes>());
}

/// Inner products of some queries with some rows, which each are read once.
template <int queries, int rows, typename Element>
INLINE void products(
    const float *query, const Element *row, int64_t width, float (&result)[queries][rows]) {
    Vector sums[queries][rows] = {};
    const auto add = [&](int64_t place, int64_t count) __attribute__((always_inline)) {
        Vector parts[queries];
#pragma unroll
        for (int q = 0; q < queries; ++q) {
            parts[q] = load(query + q * width + place, count);
        }
#pragma unroll
        for (int r = 0; r < rows; ++r) {
            const Vector part = load(row + r * width + place, count);
#pragma unroll
            for (int q = 0; q < queries; ++q) {
                sums[q][r] += parts[q] * part;
            }
        }
    };
    int64_t place = 0;
    for (; place + lanes <= width; place += lanes) {
        add(place, lanes);
    }
    if (place < width) {
        add(place, width - place);
    }
#pragma unroll
    for (int q = 0; q < queries; ++q) {
#pragma unroll
        for (int r = 0; r < rows; ++r) {
            result[q][r] = sum(sums[q][r]);
        }
    }
}

/// The inner product of a query and a row, from one end to the other: memory is fastest so.
template <typename Element>
INLINE float product(const float *query, const Element *row, int64_t width) {
    constexpr int apart = 4;
    Vector sums[apart] = {};
    int64_t place = 0;
    for (; place + apart * lanes <= width; place += apart * lanes) {
#pragma unroll
        for (int v = 0; v < apart; ++v) {
            sums[v] += load(query + place + v * lanes) * load(row + place + v * lanes);
        }
    }
    for (; place < width; place += lanes) {
        sums[0] += load(query + place, width - place) * load(row + place, width - place);
    }
    return sum((sums[0] + sums[1]) + (sums[2] + sums[3]));
}

template <int queries, int rows, typename Element>
INLINE void store_products(const ProductArguments &a, int64_t query, int64_t row) {
    float found[queries][rows];
    products<queries, rows>(
        a.query + query * a.width, static_cast<const Element *>(a.row) + row * a.width, a.width,
        found);
    for (int q = 0; q < queries; ++q) {
        for (int r = 0; r < rows; ++r) {
            const float scale = a.scales == nullptr ? 1 : a.scales[row + r];
            a.result[(query + q) * a.rows + row + r] = found[q][r] * scale;
        }
    }
}

template <int queries, typename Element>
static void products_of_rows(
    const ProductArguments &a, int64_t query, int64_t begin, int64_t end) {
    int64_t row = begin;
    if constexpr (queries == 1) {
        for (; row < end; ++row) {
            const float found = product(
                a.query + query * a.width, static_cast<const Element *>(a.row) + row * a.width,
                a.width);
            a.result[query * a.rows + row] = found * (a.scales == nullptr ? 1 : a.scales[row]);
        }
        return;
    }
    for (; row + 4 <= end; row += 4) {
        store_products<queries, 4, Element>(a, query, row);
    }
    for (; row < end; ++row) {
        store_products<queries, 1, Element>(a, query, row);
    }
}

template <typename Element>
static void all_products(const ProductArguments &a) {
    // So many rows stay in the cache for all queries.
    constexpr int64_t block = 64;
    for_each_slice(a.rows, slice_count(a.rows), [&](int64_t, int64_t begin, int64_t end) {
        for (int64_t row = begin; row < end; row += block) {
            const int64_t last = std::min(row + block, end);
            int64_t query = 0;
            for (; query + 4 <= a.queries; query += 4) {
                products_of_rows<4, Element>(a, query, row, last);
            }
            for (; query < a.queries; ++query) {
                products_of_rows<1, Element>(a, query, row, last);
            }
        }
    });
}

static void inner_products(const ProductArguments &a) {
    switch (a.element) {
    case ProductArguments::Element::single:
        return all_products<float>(a);
    case ProductArguments::Element::brief:
        return all_products<c10::BFloat16>(a);
    case ProductArguments::Element::byte:
        return all_products<int8_t>(a);
    }
}

/// A query's candidates while columns join them.
struct Candidates {
    float *scores;
    int64_t *rows;
    int64_t size, capacity, count;
    float margin, rounding, floor;
    /// At so many, those without a chance are dropped.
    int64_t limit;

    void drop_hopeless() {
        if (size < count) {
            return;
        }
        std::vector<float> ordered(scores, scores + size);
        std::nth_element(
            ordered.begin(), ordered.begin() + (count - 1), ordered.end(), std::greater<float>());
        const float last = ordered[count - 1];
        floor = last - margin - std::abs(last) * rounding;
        int64_t kept = 0;
        for (int64_t i = 0; i < size; ++i) {
            if (scores[i] >= floor) {
                scores[kept] = scores[i];
                rows[kept++] = rows[i];
            }
        }
        size = kept;
    }

    /// Whether there was room.
    bool add(float score, int64_t row) {
        if (size == limit) {
            drop_hopeless();
            limit = std::min(capacity, size + count);
            if (size == capacity) {
                return false;
            }
            if (score < floor) {
                return true;
            }
        }
        scores[size] = score;
        rows[size++] = row;
        return true;
    }
};

/// Whether any of four vectors holds a number that is not under the floor.
template <typename Element>
INLINE bool has_chance(const Element *scores, Vector floor) {
    Integers found = load(scores) >= floor;
#pragma unroll
    for (int v = 1; v < 4; ++v) {
        found |= load(scores + v * lanes) >= floor;
    }
    return __builtin_reduce_or(found) != 0;
}

template <typename Element>
static void candidates_of_query(const CandidateArguments &a, int64_t query) {
    if (a.candidate_counts[query] < 0) {
        return;
    }
    const auto *scores = static_cast<const Element *>(a.scores) + query * a.columns;
    Candidates candidates = {
        a.candidate_scores + query * a.capacity, a.candidate_rows + query * a.capacity,
        a.candidate_counts[query], a.capacity, a.count, a.margins[query],
        // Two scores, each rounded to eight bits, by up to a 256th of itself, and a little more.
        a.shortened ? 2.1f / 256 : 0, a.floors[query]};
    candidates.limit = std::min(a.capacity, candidates.size + a.count);
    const int64_t *passed = a.passed + query * a.passed_count;
    const auto counts = [&](int64_t row) {
        if (row == a.own[query]) {
            return false;
        }
        if (a.groups == nullptr) {
            return true;
        }
        const int64_t group = a.groups[row];
        return group >= 0 &&
            std::find(passed, passed + a.passed_count, group) == passed + a.passed_count;
    };
    const auto look = [&](int64_t begin, int64_t end) {
        for (int64_t column = begin; column < end; ++column) {
            const float score = float(scores[column]);
            const int64_t row = a.first + column;
            if (score >= candidates.floor && counts(row) && !candidates.add(score, row)) {
                return false;
            }
        }
        return true;
    };
    constexpr int64_t stretch = 4 * lanes;
    bool fits = true;
    int64_t column = 0;
    for (; fits && column + stretch <= a.columns; column += stretch) {
        if (has_chance(scores + column, Vector{} + candidates.floor)) {
            fits = look(column, column + stretch);
        }
    }
    fits = fits && look(column, a.columns);
    candidates.drop_hopeless();
    a.candidate_counts[query] = fits ? candidates.size : -1;
    a.floors[query] = candidates.floor;
}

static void gather_candidates(const CandidateArguments &a) {
    for_each_slice(a.queries, slice_count(a.queries), [&](int64_t, int64_t begin, int64_t end) {
        for (int64_t query = begin; query < end; ++query) {
            a.shortened ? candidates_of_query<c10::BFloat16>(a, query)
                        : candidates_of_query<float>(a, query);
        }
    });
}

static void order_candidates(const OrderArguments &a) {
    struct Scored {
        float score;
        int64_t row;
    };
    for_each_slice(a.queries, slice_count(a.queries), [&](int64_t, int64_t begin, int64_t end) {
        std::vector<Scored> found;
        for (int64_t query = begin; query < end; ++query) {
            const int64_t *rows = a.candidate_rows + query * a.capacity;
            const int64_t size = std::max<int64_t>(0, a.candidate_counts[query]);
            found.resize(size);
            for (int64_t i = 0; i < size; ++i) {
                if (i + 1 < size) {
                    __builtin_prefetch(a.row + rows[i + 1] * a.width);
                }
                const float score =
                    product(a.query + query * a.width, a.row + rows[i] * a.width, a.width);
                found[i] = {score, rows[i]};
            }
            const int64_t kept = std::min(a.count, size);
            std::partial_sort(
                found.begin(), found.begin() + kept, found.end(),
                [](const Scored &one, const Scored &other) {
                    return one.score > other.score ||
                        (one.score == other.score && one.row < other.row);
                });
            for (int64_t i = 0; i < a.count; ++i) {
                a.scores[query * a.count + i] = i < kept ? found[i].score : -2;
                a.rows[query * a.count + i] = i < kept ? found[i].row : -1;
            }
        }
    });
}

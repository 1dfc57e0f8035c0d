// Activations of vectors, for the processor that the including namespace is compiled for.

#include "Vector.hpp"

INLINE Vector all(float value) {
    return Vector{} + value;
}

/// eˣ to within 2 units in the last place, by Cephes' polynomial; x is held in ±87.
INLINE Vector exponential(Vector x) {
    x = x < -87.0f ? all(-87) : x;
    x = x > 87.0f ? all(87) : x;
    // Adding 1.5 · 2²³ rounds to a whole number, which then stands in the lowest bits.
    const Vector shifted = x * 1.44269504088896341f + 12582912.0f;
    const Vector whole = shifted - 12582912.0f;
    const Vector rest = x - whole * 0.693359375f - whole * -2.12194440e-4f;
    Vector sum = rest * 1.9875691500e-4f + 1.3981999507e-3f;
    sum = sum * rest + 8.3334519073e-3f;
    sum = sum * rest + 4.1665795894e-2f;
    sum = sum * rest + 1.6666665459e-1f;
    sum = sum * rest + 5.0000001201e-1f;
    sum = sum * (rest * rest) + rest + 1.0f;
    return sum * (Vector)(((Integers)shifted + (127 - 0x4b400000)) << 23);
}

template <ctorch_activation activation>
INLINE Vector activated(Vector z) {
    if constexpr (activation == ctorch_activation_silu) {
        return z / (exponential(-z) + 1.0f);
    } else if constexpr (activation == ctorch_activation_identity) {
        return z;
    } else {
        const Vector positive = z < 0.0f ? all(0) : z;
        if constexpr (activation == ctorch_activation_relu6) {
            return positive > 6.0f ? all(6) : positive;
        }
        return positive;
    }
}

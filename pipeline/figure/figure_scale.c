#include "figure_priv.h"

#include <math.h>

double scale_at(const struct scale *scale, double value) {
    double span = scale->high - scale->low;
    double share = span != 0 ? (value - scale->low) / span : 0;
    return scale->low_pt + share * (scale->high_pt - scale->low_pt);
}

/*
 * Heckbert's "Nice Numbers for Graph Labels" (Graphics Gems, 1990) with 2.5 among the nice
 * fractions: of the steps 1, 2, 2.5, 5 times a power of ten, the smallest that needs at most four
 * intervals.
 */
struct ticks ticks_for(double low, double high) {
    static const double fractions[] = {1, 2, 2.5, 5, 10};
    double span = high - low;
    if (!(span > 0) || !isfinite(span)) {
        span = 1;
        high = low + 1;
    }
    double power = pow(10, floor(log10(span / 4)));
    double step = 10 * power;
    for (size_t i = 0; i < G_N_ELEMENTS(fractions); i++) {
        if (fractions[i] * power * 4 >= span * 0.999) {
            step = fractions[i] * power;
            break;
        }
    }
    double first = floor(low / step + 1e-9) * step;
    double last = ceil(high / step - 1e-9) * step;
    return (struct ticks){
        .first = first, .step = step, .n = (size_t)lround((last - first) / step) + 1};
}

/*
 * fuzz_image.c - any bytes as the header of a picture.
 */
#include "fuzz.h"
#include "paint.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
    struct diags diags = {0};
    struct image image = {0};
    g_autoptr(GBytes) bytes = g_bytes_new(data, size);
    paint_image_open(bytes, "fuzz.png", (struct span){0}, &diags, &image);
    diags_clear(&diags);
    return 0;
}

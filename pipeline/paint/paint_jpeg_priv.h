/*
 * paint_jpeg_priv.h - pixels of JPEG files: part of the module of pictures, and a module of its own
 * that paint_pdf loads for the few files that a PDF cannot hold as they are.
 */
#pragma once

#include "paint.h"

/* The name that the module exports; a function of this type. */
#define PAINT_JPEG_READ "jpeg_read"

/*
 * Rows of red, green and blue, 8 bits each, without padding; g_free() them. NULL: damaged. Inks
 * without a profile become light by the simplest rule: what each ink lets through, multiplied.
 */
typedef uint8_t *JpegRead(struct str file, uint32_t *ret_width_px, uint32_t *ret_height_px);

JpegRead jpeg_read;

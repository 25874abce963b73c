#pragma once
#include <zlib.h>

// deflateInit2 is a macro that reads sizeof(z_stream): Swift cannot call it.
static inline int lumbung_deflate_init_gzip(z_stream *stream, int level) {
    return deflateInit2(stream, level, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
}

// inflateInit2 is a macro, too: gzip in, plain bytes out.
static inline int lumbung_inflate_init_gzip(z_stream *stream) {
    return inflateInit2(stream, 15 + 16);
}

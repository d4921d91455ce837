/*
 * BLAKE2b-128 (RFC 7693), unkeyed: a migration's checksum. Here so that the compiler needs no
 * cryptographic library to build.
 */
#include "querygen.h"
#include <string.h>

#define BLOCK 128

static const uint64_t START[8] = {0x6a09e667f3bcc908U, 0xbb67ae8584caa73bU, 0x3c6ef372fe94f82bU,
                                  0xa54ff53a5f1d36f1U, 0x510e527fade682d1U, 0x9b05688c2b3e6c1fU,
                                  0x1f83d9abfb41bd6bU, 0x5be0cd19137e2179U};

static const unsigned char SIGMA[12][16] = {{0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15},
                                            {14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3},
                                            {11, 8, 12, 0, 5, 2, 15, 13, 10, 14, 3, 6, 7, 1, 9, 4},
                                            {7, 9, 3, 1, 13, 12, 11, 14, 2, 6, 5, 10, 4, 0, 15, 8},
                                            {9, 0, 5, 7, 2, 4, 10, 15, 14, 1, 11, 12, 6, 8, 3, 13},
                                            {2, 12, 6, 10, 0, 11, 8, 3, 4, 13, 7, 5, 15, 14, 1, 9},
                                            {12, 5, 1, 15, 14, 13, 4, 10, 0, 7, 6, 3, 9, 2, 8, 11},
                                            {13, 11, 7, 14, 12, 1, 3, 9, 5, 0, 15, 4, 8, 6, 2, 10},
                                            {6, 15, 14, 9, 11, 3, 0, 8, 12, 2, 13, 7, 1, 4, 10, 5},
                                            {10, 2, 8, 4, 7, 6, 1, 5, 15, 11, 9, 14, 3, 12, 13, 0},
                                            {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15},
                                            {14, 10, 4, 8, 9, 15, 13, 6, 1, 12, 0, 2, 11, 7, 5, 3}};

static uint64_t rotate(uint64_t x, unsigned by)
{
    return (x >> by) | (x << (64 - by));
}

static void mix(uint64_t v[16], size_t a, size_t b, size_t c, size_t d, uint64_t x, uint64_t y)
{
    v[a] += v[b] + x;
    v[d] = rotate(v[d] ^ v[a], 32);
    v[c] += v[d];
    v[b] = rotate(v[b] ^ v[c], 24);
    v[a] += v[b] + y;
    v[d] = rotate(v[d] ^ v[a], 16);
    v[c] += v[d];
    v[b] = rotate(v[b] ^ v[c], 63);
}

static void compress(uint64_t h[8], const unsigned char block[BLOCK], uint64_t bytes_so_far,
                     bool last)
{
    uint64_t v[16], m[16];
    for (size_t i = 0; i < 16; i++) {
        m[i] = 0;
        for (size_t b = 8; b > 0; b--)
            m[i] = (m[i] << 8) | block[i * 8 + b - 1];
        v[i] = i < 8 ? h[i] : START[i - 8];
    }
    v[12] ^= bytes_so_far;
    v[14] = last ? ~v[14] : v[14];
    for (size_t round = 0; round < 12; round++) {
        const unsigned char *s = SIGMA[round];
        for (size_t i = 0; i < 4; i++)
            mix(v, i, 4 + i, 8 + i, 12 + i, m[s[2 * i]], m[s[2 * i + 1]]);
        for (size_t i = 0; i < 4; i++)
            mix(v, i, 4 + (i + 1) % 4, 8 + (i + 2) % 4, 12 + (i + 3) % 4, m[s[8 + 2 * i]],
                m[s[9 + 2 * i]]);
    }
    for (size_t i = 0; i < 8; i++)
        h[i] ^= v[i] ^ v[i + 8];
}

text checksum_hex(struct arena *arena, text content)
{
    enum { SIZE = 16 };
    uint64_t h[8];
    memcpy(h, START, sizeof(h));
    h[0] ^= 0x01010000U ^ SIZE;
    size_t at = 0;
    do {
        unsigned char block[BLOCK] = {0};
        const size_t length = content.len - at > BLOCK ? BLOCK : content.len - at;
        if (length > 0)
            memcpy(block, content.ptr + at, length);
        at += length;
        compress(h, block, at, at == content.len);
    } while (at < content.len);
    struct text_builder out = {.arena = arena};
    for (size_t i = 0; i < SIZE; i++)
        text_add_format(&out, "%02x", (unsigned)(h[i / 8] >> (8 * (i % 8))) & 0xffU);
    return text_built(&out);
}

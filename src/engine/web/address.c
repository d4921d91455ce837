/* Addresses as counted: see address.h. */
#include "engine/web/address.h"

#include <arpa/inet.h>
#include <netinet/in.h>
#include <string.h>

static text address_of_four(struct arena *arena, const void *four)
{
    char words[INET_ADDRSTRLEN];
    return inet_ntop(AF_INET, four, words, sizeof words) ? text_copy(arena, text_of(words))
                                                         : TEXT_ABSENT;
}

static text address_of_six(struct arena *arena, const struct in6_addr *six)
{
    if (IN6_IS_ADDR_V4MAPPED(six))
        return address_of_four(arena, &six->s6_addr[12]);
    struct in6_addr net = *six;
    memset(&net.s6_addr[8], 0, 8);
    char words[INET6_ADDRSTRLEN];
    return inet_ntop(AF_INET6, &net, words, sizeof words) ? text_format(arena, "%s/64", words)
                                                          : TEXT_ABSENT;
}

text address_of_peer(struct arena *arena, const struct sockaddr *peer)
{
    if (peer && peer->sa_family == AF_INET)
        return address_of_four(arena, &((const struct sockaddr_in *)(const void *)peer)->sin_addr);
    if (peer && peer->sa_family == AF_INET6)
        return address_of_six(arena, &((const struct sockaddr_in6 *)(const void *)peer)->sin6_addr);
    return T("here");
}

text address_of_forwarded(struct arena *arena, text header)
{
    text rest = header, last = TEXT_ABSENT;
    while (rest.ptr)
        last = text_trim(text_cut(&rest, ','));
    /* "[2001:db8::1]:4711" and "192.0.2.7:4711", as some proxies write. */
    if (text_starts(last, T("["))) {
        text inside = text_slice(last, 1, last.len);
        last = text_cut(&inside, ']');
    } else {
        text after = last;
        const text before = text_cut(&after, ':');
        if (text_find(after, T(":")) < 0) /* one colon is before a port, several are IPv6 */
            last = before;
    }
    if (!text_present(last) || last.len >= INET6_ADDRSTRLEN)
        return TEXT_ABSENT;
    char words[INET6_ADDRSTRLEN] = {0};
    memcpy(words, last.ptr, last.len);
    struct in_addr four;
    struct in6_addr six;
    if (inet_pton(AF_INET, words, &four) == 1)
        return address_of_four(arena, &four);
    if (inet_pton(AF_INET6, words, &six) == 1)
        return address_of_six(arena, &six);
    return TEXT_ABSENT;
}

#!/bin/sh
# Code that must not compile: each snippet here breaks a law on one line, and the compiler says so.
#
# Usage: run.sh BUILD                 gcc (or $CC) with the project's warnings, generated headers from BUILD
#        run.sh COMPILER FLAGS...     any other; FLAGS must find src/ and the generated headers
#
# A snippet's first line is "// expect: words of the compiler's error". Without its offending line (-DFIXED) it must
# compile cleanly, so that it fails for the right reason.
set -u
root=$(cd "$(dirname "$0")/../.." && pwd)
if [ $# -eq 1 ] && [ -d "$1" ]; then
    build=$1
    if [ ! -f "$build/types.h" ]; then
        echo "no types.h in $build: build first"
        echo "0 passed, 1 failed, 0 skipped"
        exit 1
    fi
    set -- "${CC:-gcc}" -std=c17 -D_GNU_SOURCE -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wswitch-enum -Wcast-qual \
        -Wwrite-strings -Werror -I"$build" -I"$root/src" -I"$root"
elif [ $# -lt 2 ]; then
    echo "Usage: run.sh BUILD | COMPILER FLAGS..." >&2
    exit 2
fi
if ! command -v "$1" >/dev/null 2>&1; then
    echo "skip    no $1"
    echo "0 passed, 0 failed, 1 skipped"
    exit 0
fi
passed=0 failed=0 skipped=0
said=$(mktemp)
trap 'rm -f "$said"' EXIT

result() { # name, 0 when good, what to show
    if [ "$2" -eq 0 ]; then
        passed=$((passed + 1)) && echo "ok      $1"
    else
        failed=$((failed + 1)) && echo "not ok  $1: $3" && cat "$said"
    fi
}

for snippet in "$root"/tests/mustnot/*.c; do
    name=$(basename "$snippet" .c)
    expected=$(sed -n '1s|^// expect: ||p' "$snippet")
    if [ -z "$expected" ]; then
        : >"$said"
        result "$name" 1 "its first line is not // expect: ..."
    elif ! LC_ALL=C "$@" -DFIXED -c "$snippet" -o /dev/null 2>"$said"; then
        result "$name" 1 "does not compile even without the offending line"
    elif LC_ALL=C "$@" -c "$snippet" -o /dev/null 2>"$said"; then
        result "$name" 1 "compiles, and must not"
    else
        grep -qF -- "$expected" "$said"
        result "$name" $? "fails, but not with: $expected"
    fi
done
echo "$passed passed, $failed failed, $skipped skipped"
[ "$failed" -eq 0 ]

#!/usr/bin/env bash
# usage: test/limits/assertions.sh [FOLDER]
#
# Builds PostgreSQL with assertions from the source package of the distribution's newest version,
# and runs the tests of test/sql and test/t in it: no package has assertions. FOLDER keeps the build
# for the next time. Debian and its relatives; with sources of its own where the machine's have
# none.
set -euo pipefail
top=$(cd "$(dirname "$0")/../.." && pwd)
# shellcheck source=test/lib.sh
. "$top/test/lib.sh"
folder=${1:-}
jobs=$(getconf _NPROCESSORS_ONLN)

log() {
    "$@" >"$folder/log" 2>&1 || {
        tail -n 40 "$folder/log" >&2
        die "failed: $*"
    }
}

# A list of sources that is used here and nowhere else.
fetch_source() {
    local suite version
    suite=$(. /etc/os-release && echo "$VERSION_CODENAME")
    version=$("$(find_pg_config)" --version | sed -E 's/^PostgreSQL ([0-9]+).*/\1/')
    mkdir -p "$folder/lists/partial"
    echo "deb-src ${MIRROR:-http://deb.debian.org/debian} $suite main" >"$folder/sources.list"
    local apt=(apt-get -qq -o Dir::Etc::sourcelist="$folder/sources.list"
        -o Dir::Etc::sourceparts=/dev/null -o Dir::State::lists="$folder/lists"
        -o APT::Sandbox::User=root)
    log "${apt[@]}" update
    cd "$folder"
    log "${apt[@]}" source --download-only "postgresql-$version"
    mkdir -p source
    tar -xf "$folder"/postgresql-*.orig.tar.* -C source --strip-components=1
}

# With the modules that tests use. CLOBBER_FREED_MEMORY and MEMORY_CONTEXT_CHECKING come with it.
build_server() {
    cd "$folder/source"
    log ./configure --prefix="$folder/installed" --enable-cassert --enable-debug \
        --without-readline --with-libxml CFLAGS="-O1 -g"
    log make -s -j"$jobs"
    log make -s install
    log make -s -C contrib -j"$jobs" install
}

if [ -z "$folder" ]; then
    folder=$(mktemp -d /tmp/govdisclose-assertions.XXXXXX)
    trap 'rm -rf "$folder"' EXIT
fi
mkdir -p "$folder"
folder=$(cd "$folder" && pwd)
chmod 755 "$folder"
[ -d "$folder/source" ] || fetch_source
[ -x "$folder/installed/bin/postgres" ] || build_server

# What was built for another server must not be taken for this one.
rm -rf "$folder/tree"
mkdir "$folder/tree"
cd "$top"
git ls-files -z | tar -c --null -T - | tar -x -C "$folder/tree"
cd "$folder/tree"
export PG_CONFIG=$folder/installed/bin/pg_config
log make -s -j"$jobs" PG_CONFIG="$PG_CONFIG" with_llvm=no WERROR=1
test/server.sh bash -c '
    psql -XAtc "SHOW debug_assertions" | sed "s/^/debug_assertions: /"
    status=0
    make -s with_llvm=no PG_CONFIG="$PG_CONFIG" installcheck || status=1
    prove test/t/*.pl || status=1
    exit $status'

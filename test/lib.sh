# What the scripts of this folder share; to be sourced by bash.
# shellcheck shell=bash

no_server="no PostgreSQL server with its development files found; run test/setup.sh"
top=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)

# True if this pg_config belongs to a PostgreSQL that can run a server and build extensions for it.
# The pg_config of a client-only installation names folders that do not exist.
pg_is_complete() {
    local pg_config=$1 bindir
    bindir=$("$pg_config" --bindir 2>/dev/null) || return 1
    [ -x "$bindir/postgres" ] && [ -x "$bindir/initdb" ] &&
        [ -e "$("$pg_config" --pgxs)" ] &&
        [ -e "$("$pg_config" --includedir-server)/postgres.h" ] &&
        [ -e "$("$pg_config" --includedir)/libpq-fe.h" ]
}

# Every pg_config that the usual places hold, the newest PostgreSQL first.
pg_config_candidates() {
    type -P pg_config || true
    printf '%s\n' /usr/lib/postgresql/*/bin/pg_config /usr/pgsql-*/bin/pg_config \
        /usr/local/pgsql/bin/pg_config | sort -rV
}

# Prints the pg_config to use: PG_CONFIG if it is set, else the first complete one.
find_pg_config() {
    local candidate
    if [ -n "${PG_CONFIG:-}" ]; then
        pg_is_complete "$PG_CONFIG" && realpath --no-symlinks "$(type -P "$PG_CONFIG")"
        return
    fi
    while read -r candidate; do
        if pg_is_complete "$candidate"; then
            echo "$candidate"
            return 0
        fi
    done < <(pg_config_candidates)
    return 1
}

# make in the top folder. The job server of an outer make is out of reach from a script; its
# variables are kept.
run_make() {
    local flags
    flags=$(sed -E 's/(^| )(-j[0-9]*|--jobserver-[a-z]+=[^ ]*)//g' <<<"${MAKEFLAGS:-}")
    MAKEFLAGS=$flags make -C "$top" --no-print-directory "$@"
}

die() {
    echo "$(basename "$0"): $*" >&2
    exit 1
}

# Builds the extension. Shows warnings and errors only.
build() {
    local pg_config
    pg_config=$(find_pg_config) || die "$no_server"
    run_make -s -j "$(getconf _NPROCESSORS_ONLN)" PG_CONFIG="$pg_config" all
}

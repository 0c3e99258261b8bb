#!/usr/bin/env bash
# usage: test/server.sh COMMAND [ARGUMENT ...]
#
# Runs COMMAND beside a private PostgreSQL server in which CREATE EXTENSION govdisclose works, and
# removes the server when COMMAND ends, however it ends. Nothing is installed into the system:
# PostgreSQL finds its files relative to its own binary, so a copy of the binaries, links to the
# rest and the extension make a private installation.
#
# COMMAND finds PGHOST, PGPORT, PGUSER, PGDATABASE, PGDATA and PG_CONFIG set, psql first in its
# PATH, and in TMPDIR a folder for temporary files that is removed, too.
# GOVDISCLOSE_ENCODING  the encoding of the databases (UTF8; EUC_CN, SQL_ASCII, ...)
# GOVDISCLOSE_AS_SERVER (set for COMMAND) a command prefix that runs a program as the server's user;
#                       may be empty
set -euo pipefail
# shellcheck source=test/lib.sh
. "$(dirname "$0")/lib.sh"

[ $# -gt 0 ] || die "usage: test/server.sh COMMAND [ARGUMENT ...]"

encoding=${GOVDISCLOSE_ENCODING:-UTF8}
work=
server_user=
as_server=()

# PostgreSQL refuses to run as root.
choose_user() {
    local user
    [ "$(id -u)" = 0 ] || return 0
    for user in postgres nobody; do
        if id "$user" >/dev/null 2>&1; then
            server_user=$user
            as_server=(setpriv --reuid="$user" --regid="$(id -g "$user")" --clear-groups --)
            return 0
        fi
    done
    die "running as root, and neither the user postgres nor nobody exists"
}

# A folder in which the server's user may run programs, with a name short enough for a socket.
make_work_dir() {
    local parent
    for parent in "${TMPDIR:-/tmp}" /tmp /var/tmp; do
        [ ${#parent} -lt 60 ] || continue
        work=$(mktemp -d "$parent/govdisclose.XXXXXX" 2>/dev/null) || continue
        chmod 755 "$work"
        cp "$(type -P true)" "$work/runs"
        # through env, because setpriv itself may start what its user may not
        if "${as_server[@]}" env "$work/runs" 2>/dev/null; then
            rm "$work/runs"
            return 0
        fi
        rm -rf "$work"
    done
    work=
    die "no temporary folder in which programs may run; set TMPDIR"
}

clean_up() {
    local status=$?
    trap '' INT TERM HUP
    if [ -n "$work" ]; then
        stop_server
        rm -rf "$work"
    fi
    exit "$status"
}

# A crash must not pass unseen, even where the command did not mind.
show_crashes() {
    [ -e "$work/data/server.log" ] || return 0
    grep -E 'terminated by signal|PANIC:|TRAP:' "$work/data/server.log" >&2 || true
}

stop_server() {
    show_crashes
    [ -s "$work/data/postmaster.pid" ] || return 0
    "${as_server[@]}" "$bindir/pg_ctl" -D "$work/data" -m immediate -w stop >/dev/null 2>&1 ||
        kill -KILL "$(head -n 1 "$work/data/postmaster.pid")" 2>/dev/null || true
}

# The private installation: binaries copied, because they resolve links to find themselves; the rest
# linked.
link_tree() {
    [ -d "$1" ] || return 0
    mkdir -p "$work/root$1"
    cp -as "$1/." "$work/root$1/"
}

install_privately() {
    local system_bindir sharedir pkglibdir
    system_bindir=$("$pg_config" --bindir)
    sharedir=$("$pg_config" --sharedir)
    pkglibdir=$("$pg_config" --pkglibdir)
    bindir=$work/root$system_bindir
    mkdir -p "$bindir"
    cp -L --reflink=auto "$system_bindir"/* "$bindir/"
    link_tree "$sharedir"
    link_tree "$pkglibdir"
    link_tree "$("$pg_config" --includedir)"
    rm -rf "$work/root$sharedir/extension/govdisclose"* "$work/root$pkglibdir/govdisclose"* \
        "$work/root$pkglibdir/bitcode/govdisclose"*
    if ! run_make -s PG_CONFIG="$pg_config" DESTDIR="$work/root" install \
        >"$work/install.log" 2>&1; then
        cat "$work/install.log" >&2
        die "make install failed"
    fi
}

make_cluster() {
    local locale=C
    if [ "$encoding" = UTF8 ] && LC_ALL=C.UTF-8 locale charmap 2>/dev/null | grep -qx UTF-8; then
        locale=C.UTF-8
    fi
    install -d -m 700 "$work/data"
    [ -z "$server_user" ] || chown "$server_user" "$work/data"
    "${as_server[@]}" "$bindir/initdb" -D "$work/data" -U postgres --auth=trust \
        --encoding="$encoding" --locale="$locale" --no-sync --no-instructions \
        >"$work/initdb.log" 2>&1 || {
        cat "$work/initdb.log" >&2
        die "initdb failed"
    }
    cat >>"$work/data/postgresql.conf" <<CONF
listen_addresses = ''
unix_socket_directories = '$work/data'
port = 5432
fsync = off
full_page_writes = off
synchronous_commit = off
max_wal_size = 4GB
log_min_messages = warning
CONF
}

start_server() {
    local log=$work/data/server.log
    "${as_server[@]}" "$bindir/pg_ctl" -D "$work/data" -l "$log" -w start >/dev/null || {
        cat "$log" >&2
        die "the server did not start"
    }
}

# Settings of the caller's own servers must not leak into the tests.
set_environment() {
    local name
    for name in $(compgen -e PG); do
        unset "$name"
    done
    export PGHOST=$work/data PGPORT=5432 PGUSER=postgres PGDATABASE=postgres
    export PGDATA=$work/data PGCLIENTENCODING=UTF8
    # what is left there, by programs that were killed too, goes with the server
    mkdir -m 1777 "$work/tmp"
    export TMPDIR=$work/tmp
    # how slow a machine is makes no test fail
    export PGCTLTIMEOUT=600
    export PG_CONFIG=$bindir/pg_config PATH=$bindir:$PATH
    export GOVDISCLOSE_AS_SERVER="${as_server[*]}"
}

umask 022
pg_config=$(find_pg_config) || die "$no_server"
choose_user
trap clean_up EXIT
make_work_dir
cd "$work"
install_privately
make_cluster
set_environment
start_server
cd - >/dev/null
"$@"

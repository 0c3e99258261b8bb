#!/usr/bin/env bash
# Installs what building and testing govdisclose needs and this machine lacks: on Debian and its
# relatives, as root or with a sudo that asks no password. Elsewhere it prints what to install and
# fails. Does nothing where all is there.
set -euo pipefail
# shellcheck source=test/lib.sh
. "$(dirname "$0")/lib.sh"

as_root=()
packages=()
dropin_dir=/etc/postgresql-common/createcluster.d
dropin=$dropin_dir/govdisclose-setup.conf

need_command() {
    type -P "$1" >/dev/null || packages+=("$2")
}

need_library() {
    pkg-config --exists "$1" 2>/dev/null || packages+=("$2")
}

collect_packages() {
    packages=()
    need_command gcc gcc
    need_command make make
    need_command pkg-config pkg-config
    need_command prove perl
    need_command python3 python3
    need_library icu-i18n libicu-dev
    need_library libxml-2.0 libxml2-dev
    need_library libzip libzip-dev
    need_library zlib zlib1g-dev
    if ! find_pg_config >/dev/null; then
        [ -z "${PG_CONFIG:-}" ] ||
            die "PG_CONFIG=$PG_CONFIG has no server or no server headers beside it"
        mapfile -t -O ${#packages[@]} packages < <(postgresql_packages)
    fi
}

# The headers of the newest server that is installed, or the distribution's own server and its
# headers.
postgresql_packages() {
    local version
    version=$(printf '%s\n' /usr/lib/postgresql/*/bin/postgres | sort -V | tail -n 1 | tr -dc 0-9)
    [ -n "$version" ] || version=$(apt-cache depends postgresql 2>/dev/null |
        sed -n 's/.*Depends: postgresql-\([0-9]*\)$/\1/p' | head -n 1)
    if [ -n "$version" ]; then
        printf '%s\n' "postgresql-$version" "postgresql-server-dev-$version"
    else
        printf '%s\n' postgresql postgresql-server-dev-all
    fi
}

may_install() {
    [ "$(id -u)" != 0 ] || return 0
    as_root=(sudo -n)
    type -P sudo >/dev/null && sudo -n true 2>/dev/null
}

apt() {
    "${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -qq -o Dpkg::Use-Pty=0 "$@"
}

# Debian's package creates and starts a server at once unless it is told not to.
forbid_default_cluster() {
    local had_dir=yes
    [ -d "$dropin_dir" ] || had_dir=
    # shellcheck disable=SC2064  # expanded now on purpose
    trap "allow_default_cluster '$had_dir'" EXIT
    "${as_root[@]}" mkdir -p "$dropin_dir"
    echo 'create_main_cluster = false' | "${as_root[@]}" tee "$dropin" >/dev/null
}

allow_default_cluster() {
    "${as_root[@]}" rm -f "$dropin"
    [ -n "$1" ] ||
        "${as_root[@]}" rmdir --ignore-fail-on-non-empty "$dropin_dir" 2>/dev/null || true
}

logged() {
    "$@" >"$log" 2>&1 || {
        cat "$log" >&2
        rm -f "$log"
        die "failed: $*"
    }
}

install_packages() {
    log=$(mktemp)
    logged apt update
    collect_packages
    echo "setup: installing ${packages[*]}"
    [[ ${packages[*]} != *postgresql* ]] || forbid_default_cluster
    logged apt install -y --no-install-recommends "${packages[@]}"
    rm -f "$log"
}

collect_packages
[ ${#packages[@]} -gt 0 ] || exit 0
if ! type -P apt-get >/dev/null; then
    die "missing; install your system's packages that correspond to Debian's: ${packages[*]}"
fi
if ! may_install; then
    echo "Some packages are missing. Run this, then try again:" >&2
    echo "  sudo apt-get update && sudo apt-get install ${packages[*]}" >&2
    exit 1
fi
install_packages
collect_packages
[ ${#packages[@]} = 0 ] || die "still missing after the installation: ${packages[*]}"

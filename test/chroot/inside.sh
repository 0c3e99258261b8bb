#!/usr/bin/env bash
# usage: inside.sh STEP, within the system of run.sh
set -euo pipefail
cd /root/govdisclose

installed_version() {
    printf '%s\n' /usr/lib/postgresql/*/bin/pg_upgrade | sort -V | tail -n 1 | tr -dc 0-9
}

as() {
    local user=$1
    shift
    setpriv --reuid="$user" --regid="$(id -g "$user")" --clear-groups \
        env HOME="$(getent passwd "$user" | cut -d: -f6)" "$@"
}

# What there is outside of packages' places, those of systemd-tmpfiles included: files that a test
# should have removed.
list_files() {
    find / -xdev \( -path /proc -o -path /dev -o -path /root -o -path /var/lib -o -path /var/cache \
        -o -path /var/log -o -path /usr -o -path /etc -o -path /run -o -path /home/tester/govdisclose \
        -o -path '/tmp/.*-unix' \) -prune \
        -o -print | sort
}

step_demo() {
    list_files >/root/before
    make demo WERROR=1
    make test QUICK=1
    git status --short
    echo "make demo and make test QUICK=1 as root"
}

step_whole() {
    make test
    echo "make test as root"
}

step_user() {
    useradd --create-home tester
    list_files >/root/before
    git config --global --add safe.directory '*'
    git clone -q /root/govdisclose /home/tester/govdisclose
    chown -R tester: /home/tester/govdisclose
    cd /home/tester/govdisclose
    as tester make demo
    as tester make test QUICK=1
    echo "make demo and make test QUICK=1 as an ordinary user"
}

step_whole_user() {
    cd /home/tester/govdisclose
    as tester make test
    echo "make test as an ordinary user"
}

step_left() {
    list_files | diff /root/before - || return 1
    # processes of this system
    for process in /proc/[0-9]*; do
        if [ "$process/root" -ef / ] && grep -q postgres "$process/comm"; then
            cat "$process/cmdline"
            return 1
        fi
    done
    echo "no file outside of packages' places, no server"
}

step_package() {
    local version package
    test/setup.sh
    apt-get -qq update
    apt-get -qq install -y --no-install-recommends build-essential debhelper fakeroot \
        postgresql-server-dev-all libicu-dev libxml2-dev libzip-dev zlib1g-dev libpq-dev pkg-config
    version=$(installed_version)
    rm -rf /root/build
    git clone -q /root/govdisclose /root/build/govdisclose
    cd /root/build/govdisclose
    dpkg-buildpackage -us -uc -b
    package=$(echo ../postgresql-"$version"-govdisclose_*.deb)
    dpkg -L postgresql-"$version" | sort >/root/packaged
    apt-get -qq install -y "$package"
    mkdir -p /tmp/cluster
    chown postgres: /tmp/cluster
    cd /tmp
    as postgres "/usr/lib/postgresql/$version/bin/initdb" -D /tmp/cluster -A trust >/dev/null
    as postgres "/usr/lib/postgresql/$version/bin/pg_ctl" -D /tmp/cluster -w -l /tmp/cluster/log \
        -o "-c listen_addresses= -k /tmp/cluster" start >/dev/null
    as postgres psql -h /tmp/cluster -X -v ON_ERROR_STOP=1 -c 'CREATE EXTENSION govdisclose' \
        -c "SELECT agency FROM parse_report('临川市教育局2024年政府信息公开工作年度报告
一、总体情况
平稳。')" -c 'DROP EXTENSION govdisclose'
    "/usr/lib/postgresql/$version/bin/govdisclose-load" --version
    as postgres "/usr/lib/postgresql/$version/bin/pg_ctl" -D /tmp/cluster -m fast stop >/dev/null
    rm -rf /tmp/cluster
    apt-get -qq purge -y "postgresql-$version-govdisclose"
    ! find / -xdev -path /proc -prune -o -path /root -prune -o -path /home -prune \
        -o -name '*govdisclose*' -print | grep . || return 1
    echo "$(basename "$package") built, installed, used and removed"
}

# The server of bookworm, beside the one of this system, as its packages have it.
unpack_old_server() {
    local folder=/root/old package
    rm -rf "$folder"
    mkdir -p "$folder/lists/partial"
    echo "deb $MIRROR bookworm main" >"$folder/sources.list"
    local apt=(apt-get -qq -o Dir::Etc::sourcelist="$folder/sources.list"
        -o Dir::Etc::sourceparts=/dev/null -o Dir::State::lists="$folder/lists"
        -o Dir::State::status=/dev/null -o APT::Sandbox::User=root)
    "${apt[@]}" update
    cd "$folder"
    "${apt[@]}" download postgresql-15 postgresql-client-15 postgresql-server-dev-15 libicu72 \
        libldap-2.5-0 libxml2
    for package in ./*.deb; do
        # what this system has under the same name is not to be replaced
        dpkg-deb --fsys-tarfile "$package" | tar -x -C / --skip-old-files
    done
}

server() {
    local version=$1 folder=$2
    shift 2
    as postgres "/usr/lib/postgresql/$version/bin/pg_ctl" -D "$folder" -w -l "$folder/log" \
        -o "-c listen_addresses= -c jit=off -k /tmp/upgrade" "$@"
}

step_upgrade() {
    local new old=15 at=/tmp/upgrade version
    test/setup.sh
    new=$(installed_version)
    unpack_old_server
    cd /root/govdisclose
    for version in $old $new; do
        make -s clean PG_CONFIG="/usr/lib/postgresql/$version/bin/pg_config" >/dev/null
        make -s install PG_CONFIG="/usr/lib/postgresql/$version/bin/pg_config" with_llvm=no
    done
    rm -rf $at
    mkdir -p $at
    chown postgres: $at
    cd $at
    for version in $old $new; do
        as postgres "/usr/lib/postgresql/$version/bin/initdb" -D "$at/$version" -A trust -E UTF8 \
            --locale=C.UTF-8 >/dev/null
        # 18 has checksums by default, and pg_upgrade wants both alike
        [ "$version" -lt 18 ] ||
            as postgres "/usr/lib/postgresql/$version/bin/pg_checksums" -D "$at/$version" --disable
    done
    server $old $at/$old start
    as postgres psql -h $at -X -q -v ON_ERROR_STOP=1 -f /root/govdisclose/test/chroot/upgrade.sql
    ask >/root/asked.old
    server $old $at/$old -m fast stop
    as postgres "/usr/lib/postgresql/$new/bin/pg_upgrade" -b "/usr/lib/postgresql/$old/bin" \
        -B "/usr/lib/postgresql/$new/bin" -d "$at/$old" -D "$at/$new" -s $at
    server "$new" "$at/$new" start
    ask >/root/asked.new
    diff /root/asked.old /root/asked.new
    as postgres psql -h $at -X -q -v ON_ERROR_STOP=1 -c 'SELECT again()'
    server "$new" "$at/$new" -m fast stop
    rm -rf $at
    echo "pg_upgrade from $old to $new: $(wc -l </root/asked.new) lines the same"
}

# Every row of every table, what views give, and that indexes find what they found.
ask() {
    as postgres psql -h /tmp/upgrade -X -A -t -v ON_ERROR_STOP=1 -c 'SELECT * FROM answer()'
}

# the servers' user reads what is there
chmod 755 /root
"step_$1"

# Sourced: throw-away PostgreSQL and Redis on free ports, for one run. Sets TESTS_POSTGRESQL and TESTS_REDIS.
# shellcheck shell=bash

free_port() { python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'; }

start_services() {
    local folder=$1 port bin
    port=$(free_port)
    redis-server --port "$port" --bind 127.0.0.1 --save "" --appendonly no --daemonize yes \
        --pidfile "$folder/redis.pid" --dir "$folder" >/dev/null
    export TESTS_REDIS="redis://127.0.0.1:$port/0"

    bin=$(dirname "$(ls /usr/lib/postgresql/*/bin/postgres | sort -V | tail -n 1)")
    port=$(free_port)
    mkdir -p "$folder/pg"
    as_owner "$folder" "$bin/initdb" -D "$folder/pg/data" -U tests --auth=trust -E UTF8 --no-sync >/dev/null
    as_owner "$folder" "$bin/pg_ctl" -D "$folder/pg/data" -w -l "$folder/pg/log" \
        -o "-p $port -h 127.0.0.1 -k $folder/pg -c fsync=off" start >/dev/null
    export TESTS_POSTGRESQL="postgresql+psycopg://tests@127.0.0.1:$port/postgres"
    PG_BIN=$bin
}

# PostgreSQL refuses to run as root
as_owner() {
    local folder=$1
    shift
    if [ "$(id -u)" = 0 ]; then
        chmod 755 "$folder"
        chown -R postgres "$folder/pg"
        (cd "$folder" && exec setpriv --reuid=postgres --regid=postgres --clear-groups "$@")
    else
        "$@"
    fi
}

stop_services() {
    local folder=$1
    [ -f "$folder/redis.pid" ] && kill "$(cat "$folder/redis.pid")" 2>/dev/null || true
    [ -d "$folder/pg/data" ] && as_owner "$folder" "$PG_BIN/pg_ctl" -D "$folder/pg/data" -m immediate stop >/dev/null 2>&1 || true
    rm -rf "$folder"
}

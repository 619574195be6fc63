# PostgreSQL: a private cluster on 127.0.0.1 under the data folder, or the server named by VEMAP_DATABASE_URL.
# Sets DB_HOST, DB_PORT, DB_EXTRA (connection string parts), DB_USER and DB_PASSWORD (a superuser).

ROLES="vemap_owner vemap_application vemap_worker vemap_mail"

as_postgres() { if is_root; then (cd / && exec runuser -u postgres -- "$@"); else "$@"; fi; }

# Chooses where the cluster of data folder $1 lies: user postgres may have no access to a folder of root.
cluster_folder() {
  local folder=$1/postgres
  if [ -f "$1/cluster" ]; then CLUSTER=$(cat "$1/cluster"); return 0; fi
  mkdir -p "$folder"
  if is_root; then
    chown postgres: "$folder"
    if ! as_postgres test -w "$folder" 2>/dev/null; then
      rmdir "$folder"
      mkdir -p -m 755 /var/lib/vemap
      folder=$(mktemp -d /var/lib/vemap/XXXXXXXX)
      chown postgres: "$folder"
    fi
  fi
  chmod 700 "$folder"
  CLUSTER=$folder
  echo "$folder" >"$1/cluster"
}

# start_cluster FOLDER [settings]: makes the cluster on the first call and starts it.
start_cluster() {
  local folder=$1 tries
  shift
  need_postgres
  secrets "$folder"
  cluster_folder "$folder"
  [ -e "$CLUSTER/complete" ] || make_cluster
  DB_HOST=127.0.0.1 DB_EXTRA="" DB_USER=postgres DB_PASSWORD=$SECRET_postgres
  DB_PORT=$(cat "$folder/postgres.port" 2>/dev/null || free_port)
  cluster_runs && return 0
  as_postgres rm -f "$CLUSTER/postgres.log"
  for ((tries = 0; tries < 5; tries++)); do
    port_answers "$DB_PORT" && DB_PORT=$(free_port)
    if quietly setsid -w bash -c "$(declare -f as_postgres is_root); as_postgres \"\$@\"" bash "$PG_BIN/pg_ctl" start -w -t 60 -D "$CLUSTER/data" \
      -l "$CLUSTER/postgres.log" -o "-c listen_addresses=127.0.0.1 -c port=$DB_PORT -c unix_socket_directories='' $*"; then
      echo "$DB_PORT" >"$folder/postgres.port"
      return 0
    fi
    DB_PORT=$(free_port)
  done
  as_postgres cat "$CLUSTER/postgres.log" >&2
  fail "PostgreSQL does not start."
}

cluster_runs() { as_postgres "$PG_BIN/pg_ctl" status -D "$CLUSTER/data" >/dev/null 2>&1; }

stop_cluster() { # folder, mode: fast keeps everything, immediate is for a cluster that is thrown away
  [ -f "$1/cluster" ] && find_or_embedded || return 0
  cluster_folder "$1"
  if cluster_runs; then quietly as_postgres "$PG_BIN/pg_ctl" stop -w -m "$2" -D "$CLUSTER/data"; fi
}

# For clusters of tests and measurements.
remove_cluster() {
  [ -f "$1/cluster" ] || return 0
  stop_cluster "$1" immediate
  rm -rf "$(cat "$1/cluster")"
}

find_or_embedded() { find_postgres || { ! is_root && need_postgres; }; }

make_cluster() {
  local word=$CLUSTER/word
  rm -rf "$CLUSTER/data"
  (umask 077 && echo "$SECRET_postgres" >"$word")
  if is_root; then chown postgres: "$word"; fi
  quietly as_postgres "$PG_BIN/initdb" -D "$CLUSTER/data" -U postgres --auth=scram-sha-256 --pwfile="$word" \
    --encoding=UTF8 --locale=C.UTF-8 --no-sync || fail "initdb failed."
  rm -f "$word"
  make_database_inside
  touch "$CLUSTER/complete"
}

# Four roles, none a member of another, and a database that only they may connect to.
# In PostgreSQL's single-user mode a blank line ends a statement.
roles_sql() {
  local role password
  for role in $ROLES; do
    password=SECRET_$role
    printf "do 'begin if not exists (select from pg_roles where rolname = ''%s'') then create role %s; end if; end';\n\n" "$role" "$role"
    printf "alter role %s login nosuperuser nocreatedb nocreaterole noreplication nobypassrls password '%s';\n\n" "$role" "${!password}"
  done
}

database_sql() {
  printf 'create database vemap owner vemap_owner;\n\n'
  printf 'revoke all on database vemap from public;\n\n'
  printf 'grant connect on database vemap to vemap_application, vemap_worker, vemap_mail;\n\n'
}

# In a private cluster, before its first start. This needs no psql, which npm's binaries lack.
make_database_inside() {
  local said
  said=$({ roles_sql; database_sql; } | as_postgres "$PG_BIN/postgres" --single -j -D "$CLUSTER/data" postgres 2>&1) || fail "$said"
  [[ $said != *ERROR:* && $said != *FATAL:* ]] || fail "$said"
}

# On a server named by VEMAP_DATABASE_URL.
make_database_there() {
  need_psql
  local number
  number=$(there -Atc "show server_version_num" </dev/null) || fail "The server of VEMAP_DATABASE_URL does not answer."
  [ "$number" -ge "${OLDEST_POSTGRES}0000" ] || fail "The server of VEMAP_DATABASE_URL is PostgreSQL $((number / 10000)); VEMAP needs $OLDEST_POSTGRES or later."
  roles_sql | there
  [ "$(there -Atc "select 1 from pg_database where datname = 'vemap'" </dev/null)" = 1 ] || database_sql | there
}

there() { PGPASSWORD=$DB_PASSWORD psql -X -q -v ON_ERROR_STOP=1 -h "$DB_HOST" -p "$DB_PORT" -U "$DB_USER" -d postgres "$@"; }

# Passwords are generated once and readable by the owner only.
secrets() {
  local name
  if [ ! -f "$1/secrets" ]; then
    mkdir -p "$1"
    (umask 077 && for name in postgres $ROLES; do echo "SECRET_$name=$(random_hex 24)"; done >"$1/secrets")
  fi
  # shellcheck source=/dev/null
  source "$1/secrets"
}

# postgres://user:password@host:port/database?sslmode=require
read_database_url() {
  local pattern='^postgres(ql)?://([^:@/]+)(:([^@]*))?@([^:/?]+)(:([0-9]+))?(/[^?]*)?(\?(.*))?$'
  [[ $VEMAP_DATABASE_URL =~ $pattern ]] || fail "VEMAP_DATABASE_URL must look like postgres://user:password@host:port/database"
  DB_USER=$(percent_decoded "${BASH_REMATCH[2]}") DB_PASSWORD=$(percent_decoded "${BASH_REMATCH[4]}")
  DB_HOST=${BASH_REMATCH[5]} DB_PORT=${BASH_REMATCH[7]:-5432} DB_EXTRA=""
  if [[ ${BASH_REMATCH[10]} =~ sslmode=([a-z-]+) ]]; then DB_EXTRA=";SSL Mode=${BASH_REMATCH[1]//-/}"; fi
}

percent_decoded() { printf '%b' "${1//%/\\x}"; }

# connection USER PASSWORD DATABASE: Npgsql's form.
connection() { echo "Host=$DB_HOST;Port=$DB_PORT;Database=$3;Username=$1;Password=$2$DB_EXTRA"; }

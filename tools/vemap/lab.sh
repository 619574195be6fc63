# bench and drill: programs built for release, and a database of their own that is thrown away afterwards.

command_bench() {
  options "--rows= --rounds= --seconds= --mails= --data=" "$@"
  local name passed=()
  option_data=${option_data:-$ROOT/.data/lab}
  for name in rows rounds seconds mails; do
    local value=option_$name
    whole_number "$name" 1 100000000
    [ -z "${!value:-}" ] || passed+=("--$name" "${!value}")
  done
  [ "${#ARGUMENTS[@]}" -gt 0 ] || ARGUMENTS=(list mail)
  for name in "${ARGUMENTS[@]}"; do
    case $name in list) need_list_tools ;; mail) need_mail_tools ;; *) fail "There is no measurement \"$name\": list, mail." ;; esac
  done
  build_lab web=src/Web mail=src/MailService bench=bench raw=bench/RawBaseline
  for name in "${ARGUMENTS[@]}"; do
    open_lab "-c shared_preload_libraries=$(preloaded)"
    run_lab bench Vemap.Bench.dll "$name" "${passed[@]}"
    close_lab
  done
}

command_drill() {
  options "--kills= --recipients= --seed= --data=" "$@"
  option_data=${option_data:-$ROOT/.data/lab}
  [ "${ARGUMENTS[*]}" = kill ] || { help_for drill; exit 2; }
  whole_number kills 1 1000
  whole_number recipients 1 10000
  whole_number seed 1 999999999
  build_lab web=src/Web mail=src/MailService sink=tools/SmtpSink drill=tools/Drill
  open_lab ""
  run_lab drill Vemap.Drill.dll kill --kills "${option_kills:-20}" --recipients "${option_recipients:-500}" ${option_seed:+--seed "$option_seed"}
}

# build_lab FOLDER=PROJECT…: into a folder beside that of `up`, so that measuring does not touch what runs.
build_lab() {
  local pair stamp
  need_dotnet
  need_time_zones
  need_postgres
  open_data
  stamp=$(source_stamp)$(cd "$ROOT" && find bench -name '*.cs*' -not -path '*/obj/*' -print0 | LC_ALL=C sort -z | xargs -0 sha256sum | sha256sum)
  APP=$DATA/app
  [ "$(cat "$APP/stamp" 2>/dev/null)" != "$stamp$*" ] || return 0
  step "Building (Release)"
  for pair in "$@"; do publish "${pair#*=}" "$APP/${pair%%=*}"; done
  echo "$stamp$*" >"$APP/stamp"
}

# A new cluster, migrated and empty, with the durability of a real one.
open_lab() {
  WORK=$(mktemp -d)
  chmod 711 "$WORK"
  trap 'close_lab' EXIT
  trap 'exit 130' INT TERM
  start_cluster "$WORK" "$1 -c max_connections=200"
  run_migrate >"$WORK/migrate.log" 2>&1 || { cat "$WORK/migrate.log" >&2; fail "The migration failed."; }
}

close_lab() {
  cp "$WORK"/*.log "$CLUSTER/postgres.log" "$DATA/log/" 2>/dev/null || true
  remove_cluster "$WORK"
  rm -rf "$WORK"
  trap - EXIT
}

run_lab() {
  local app=$1 dll=$2
  shift 2
  (
    lab_settings "$WORK" "$APP" "$DATA/postfix"
    exec dotnet "$APP/$app/$dll" "$@"
  )
}

# lab_settings FOLDER APPS MAIL_TOOLS: names of its own, for the programs under test must not take them for theirs.
lab_settings() {
  local role word password
  export VEMAP_LAB_SUPERUSER VEMAP_LAB_POSTGRES=$PG_BIN VEMAP_LAB_CLUSTER=$CLUSTER VEMAP_LAB_PORT=$DB_PORT
  export VEMAP_LAB_SOURCES=$ROOT VEMAP_LAB_FOLDER=$1 VEMAP_LAB_APPS=$2 VEMAP_LAB_MAIL_TOOLS=$3
  VEMAP_LAB_SUPERUSER=$(connection postgres "$SECRET_postgres" vemap)
  for role in $ROLES; do
    word=${role#vemap_} password=SECRET_$role
    export "VEMAP_LAB_${word^^}=$(connection "$role" "${!password}" vemap)"
  done
}

# Tells which statements the time went into, where the server has it.
preloaded() { if [ -e "$("$PG_BIN/pg_config" --pkglibdir 2>/dev/null || echo "${PG_BIN%/bin}/lib")/pg_stat_statements.so" ]; then echo pg_stat_statements; fi; }

need_list_tools() {
  if command -v wrk >/dev/null && command -v gunicorn >/dev/null && /usr/bin/python3 -c "import flask, psycopg2" 2>/dev/null; then return; fi
  can_apt || fail "bench list needs wrk, gunicorn, Flask and psycopg2: install the packages wrk, gunicorn, python3-flask, python3-psycopg2."
  apt_install wrk gunicorn python3-flask python3-psycopg2
}

# Only two programs of Debian's postfix: the package itself would start a mail server.
need_mail_tools() {
  open_data
  [ -x "$DATA/postfix/usr/sbin/smtp-sink" ] && return
  command -v apt-get >/dev/null || fail "bench mail needs smtp-sink and smtp-source of Debian's postfix, and there is no apt-get here."
  step "Fetching smtp-sink and smtp-source (apt)"
  rm -rf "$DATA/postfix" && mkdir -p "$DATA/postfix"
  (cd "$DATA/postfix" && { apt-get download postfix || { apt-get update && apt-get download postfix; }; } && dpkg -x postfix_*.deb .) >"$DATA/log/postfix.log" 2>&1 ||
    { cat "$DATA/log/postfix.log" >&2; fail "postfix cannot be downloaded."; }
}

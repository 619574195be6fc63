# up and down.

command_up() {
  options "--detach --port= --data=" "$@"
  PORT=${option_port:-5080} SINK_PORT=$((${option_port:-5080} + 1)) SMTP_PORT=$((${option_port:-5080} + 2))
  open_data
  running web || check_ports
  need_dotnet
  need_time_zones
  [ -n "${option_detach:-}" ] || trap stop_everything EXIT
  trap 'exit 130' INT TERM
  build_programs
  start_database
  migrate_and_seed
  start_programs
  wait_until_ready
  echo "$PORT" >"$DATA/run/port"
  welcome
  [ -n "${option_detach:-}" ] || watch_over
}

# Asked of the database each time, which takes seconds: what is noted down elsewhere is wrong as soon as somebody takes another one.
migrate_and_seed() {
  step "Database: schema and demo data"
  quietly run_migrate || fail "The migration failed."
  quietly seed || fail "The demo data could not be made."
}

check_ports() {
  local port
  for port in "$PORT" "$SINK_PORT" "$SMTP_PORT"; do
    port_answers "$port" && fail "Port $port is taken. Take another one with --port, or stop what runs there."
  done
  return 0
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

# Stays until one of the programs stops; the trap ends the others.
watch_over() {
  local name
  while :; do
    for name in $PROGRAMS; do
      running "$name" || { tail -n 20 "$DATA/log/$name.log" >&2; fail "$name has stopped; its log is $DATA/log/$name.log"; }
    done
    sleep 1
  done
}

command_down() {
  options "--data=" "$@"
  [ -d "${option_data:-$ROOT/.data}" ] || { say "Nothing runs here."; return 0; }
  open_data
  stop_everything
  say "VEMAP is down; its data stays in $DATA."
}

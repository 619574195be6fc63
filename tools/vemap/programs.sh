# The programs: built once for each state of the sources, started with their settings, stopped in the right order.

# In the order in which they are stopped; they are started the other way round.
PROGRAMS="web mail sink"
declare -A DLLS=([web]=Vemap.Web.dll [mail]=Vemap.MailService.dll [sink]=Vemap.SmtpSink.dll)

# Sets APP to the folder with the Release programs of these sources, and builds them if it is not there.
# Each state of the sources has a folder of its own: nothing is written over a program that runs.
build_programs() {
  local part
  APP=$DATA/app/$(source_stamp)
  [ -d "$APP" ] && return 0
  need_dotnet
  step "Building (Release)"
  part=$APP.part
  rm -rf "$part"
  publish src/Web "$part/web"
  publish src/MailService "$part/mail"
  publish tools/SmtpSink "$part/sink"
  publish tools/Demo "$part/demo"
  mv "$part" "$APP"
}

publish() {
  quietly dotnet publish "$ROOT/$1" -c Release -o "$2" --nologo -v quiet || fail "$1 does not build."
}

# Once nothing runs from them any more.
remove_old_programs() {
  local folder
  for folder in "$DATA"/app/*; do
    if [ "$folder" != "$APP" ]; then rm -rf "$folder"; fi
  done
}

# The contents, not the times: a checkout of another branch and back builds nothing.
source_stamp() {
  (cd "$ROOT" && find src tools global.json Directory.*.props -type d \( -name bin -o -name obj -o -name node_modules -o -path tools/vemap \) -prune -o -type f -print |
    LC_ALL=C sort | tr '\n' '\0' | xargs -0 sha256sum | sha256sum | cut -c 1-16)
}

# The largest size of each connection pool. Web has two pools and one connection for keys, and so has a verb beside it.
POOL_APPLICATION=40 POOL_WORKER=40 POOL_MAIL=20 POOL_SINK=20

# Starts the private cluster, with room for all pools at once, or takes the server of VEMAP_DATABASE_URL.
start_database() {
  if [ -n "${VEMAP_DATABASE_URL:-}" ]; then
    secrets "$DATA"
    read_database_url
    # 86 for the programs: PostgreSQL's usual 100 leave some for a verb and for people.
    POOL_APPLICATION=30 POOL_WORKER=15
    make_database_there
  else
    start_cluster "$DATA" "-c max_connections=$((2 * (POOL_APPLICATION + POOL_WORKER + 1) + POOL_MAIL + POOL_SINK + 10))"
  fi
}

web_settings() {
  export ConnectionStrings__Application ConnectionStrings__Worker
  ConnectionStrings__Application="$(connection vemap_application "$SECRET_vemap_application" vemap);Maximum Pool Size=$POOL_APPLICATION"
  ConnectionStrings__Worker="$(connection vemap_worker "$SECRET_vemap_worker" vemap);Maximum Pool Size=$POOL_WORKER"
}

mail_settings() { # the size of its pool
  export ConnectionStrings__Mail
  ConnectionStrings__Mail="$(connection vemap_mail "$SECRET_vemap_mail" vemap);Maximum Pool Size=$1"
}

# The settings of the programs. Secrets are passed by the environment, never by arguments, which everybody can read.
export_settings() {
  export Vemap__Mode=local DOTNET_ENVIRONMENT=Production ASPNETCORE_ENVIRONMENT=Production
  export Store__Folder=$DATA/files MessageStore__Folder=$DATA/messages Store__KeyFile=$DATA/master.key
  export Identity__Issuer=http://127.0.0.1:$PORT
  # Every address may be mailed, because all mail ends in the sink.
  export Mail__Host=127.0.0.1 Mail__Port=$SMTP_PORT Mail__Proof=events Mail__AllowedAddresses=* Mail__MailsPerSecond=500
}

# The verbs of web's program, each with the rights that it needs and no more.
run_migrate() {
  (ConnectionStrings__Owner=$(connection vemap_owner "$SECRET_vemap_owner" vemap) && export ConnectionStrings__Owner &&
    exec dotnet "$APP/web/Vemap.Web.dll" migrate "$@")
}

run_web_verb() {
  (web_settings && export_settings && cd "$DATA" && exec dotnet "$APP/web/Vemap.Web.dll" "$@")
}

# Does nothing where the demo is complete.
seed() {
  (web_settings && export_settings && cd "$DATA" && exec dotnet "$APP/demo/Vemap.Demo.dll")
}

# Stops the program when it runs as another version or with other settings.
stop_if_changed() {
  local settings=$DATA/run/$1.json
  write_settings "$1" "$settings.new"
  if running "$1" && ! cmp -s "$settings" "$settings.new"; then
    say "$1 runs as another version or with other settings: it is restarted."
    stop_program "$1"
  fi
  mv -f "$settings.new" "$settings"
}

# In a session of its own, so that Ctrl-C reaches it only through us, in order.
start_program() {
  running "$1" && return 0
  # In its own folder, where its appsettings.json lies. It writes and rotates its log itself; .out holds what the runtime says when it crashes.
  (cd "$APP/$1" && export Log__File="$DATA/log/$1.log" && exec setsid dotnet "$APP/$1/${DLLS[$1]}" >"$DATA/log/$1.out" 2>&1 </dev/null) &
  remember "$1" $!
}

# The same settings as a file, for a debugger that takes the program's place (launchSettings.json).
write_settings() {
  (umask 077 && {
    say "{"
    env | grep -E '^(ConnectionStrings|Store|MessageStore|Mail|Health|Identity|Vemap|Sink)__' | LC_ALL=C sort | sed -E 's/\\/\\\\/g; s/"/\\"/g; s/^([^=]*)__([^=]*)=(.*)$/  "\1:\2": "\3",/'
    say "  \"Vemap:Program\": \"$APP/$1\","
    say "  \"Vemap:Data\": \"$DATA\""
    say "}"
  } >"$2")
}

# A program that runs with the right version and settings is left alone. Ports may change hands, so all that must stop does so before anything starts.
start_programs() {
  local name
  # In subshells, so that no program gets the settings of another.
  for name in $PROGRAMS; do (settings_of "$name" && stop_if_changed "$name"); done
  echo "$PORT" >"$DATA/run/port"
  for name in sink mail web; do (settings_of "$name" && start_program "$name"); done
}

settings_of() {
  case $1 in
    sink) mail_settings "$POOL_SINK" && export Sink__HttpPort=$SINK_PORT Sink__SmtpPort=$SMTP_PORT ;;
    mail) mail_settings "$POOL_MAIL" && export_settings && export Health__Port=$MAIL_PORT ;;
    web) web_settings && export_settings && export ASPNETCORE_URLS=http://127.0.0.1:$PORT ;;
  esac
}

wait_until_ready() {
  local name tries
  for ((tries = 0; tries < 600; tries++)); do
    for name in $PROGRAMS; do
      running "$name" || program_has_stopped "$name"
    done
    is_ready "$PORT" && is_ready "$MAIL_PORT" && return 0
    sleep 0.1
  done
  is_ready "$PORT" || fail "web does not become ready; its log is $DATA/log/web.log"
  fail "mail does not become ready; its log is $DATA/log/mail.log"
}

is_ready() { [ "$(http_status "$1" /health/ready)" = 200 ]; }

program_has_stopped() {
  tail -q -n 20 "$DATA/log/$1.log" "$DATA/log/$1.out" >&2 2>/dev/null || true
  fail "$1 has stopped; its log is $DATA/log/$1.log"
}

stop_everything() {
  local name
  for name in $PROGRAMS; do stop_program "$name"; done
  stop_cluster "$DATA" fast
}

# The programs: built once into the data folder, started with their settings, stopped in the right order.

PROGRAMS="web mail sink"

# Builds Release programs into the data folder, unless nothing that they are made of has changed.
build_programs() {
  local stamp
  stamp=$(source_stamp)
  [ "$(cat "$DATA/app/stamp" 2>/dev/null)" = "$stamp" ] && return 0
  need_dotnet
  step "Building (Release)"
  rm -f "$DATA/app/stamp"
  publish src/Web web
  publish src/MailService mail
  publish tools/SmtpSink sink
  publish tools/Demo demo
  echo "$stamp" >"$DATA/app/stamp"
}

publish() {
  quietly dotnet publish "$ROOT/$1" -c Release -o "$DATA/app/$2" --nologo -v quiet || fail "$1 does not build."
}

# The contents, not the times: a checkout of another branch and back builds nothing.
source_stamp() {
  (cd "$ROOT" && find src tools global.json Directory.*.props -type d \( -name bin -o -name obj -o -name node_modules -o -path tools/vemap \) -prune -o -type f -print |
    LC_ALL=C sort | tr '\n' '\0' | xargs -0 sha256sum | sha256sum)
}

# Starts the private cluster, or takes the server of VEMAP_DATABASE_URL.
start_database() {
  if [ -n "${VEMAP_DATABASE_URL:-}" ]; then
    secrets "$DATA"
    read_database_url
    make_database_there
  else
    start_cluster "$DATA"
  fi
}

web_settings() {
  export ConnectionStrings__Application ConnectionStrings__Worker
  ConnectionStrings__Application=$(connection vemap_application "$SECRET_vemap_application" vemap)
  ConnectionStrings__Worker=$(connection vemap_worker "$SECRET_vemap_worker" vemap)
}

mail_settings() {
  export ConnectionStrings__Mail
  ConnectionStrings__Mail=$(connection vemap_mail "$SECRET_vemap_mail" vemap)
}

export_database_settings() { web_settings && mail_settings; }

# What the programs are told; secrets come by the environment, never by arguments, which everybody can read.
export_settings() {
  export Vemap__Mode=local DOTNET_ENVIRONMENT=Production ASPNETCORE_ENVIRONMENT=Production
  export Store__Folder=$DATA/files MessageStore__Folder=$DATA/messages Store__KeyFile=$DATA/master.key
  export Identity__Issuer=http://127.0.0.1:$PORT
  # Every address may be mailed, for the sink is the end of every way.
  export Mail__Host=127.0.0.1 Mail__Port=$SMTP_PORT Mail__Proof=events Mail__AllowedAddresses=* Mail__MailsPerSecond=500
}

# The verbs of web's program, each with the rights that it needs and no more.
run_migrate() {
  (ConnectionStrings__Owner=$(connection vemap_owner "$SECRET_vemap_owner" vemap) && export ConnectionStrings__Owner &&
    exec dotnet "$DATA/app/web/Vemap.Web.dll" migrate "$@")
}

run_web_verb() {
  (web_settings && export_settings && cd "$DATA" && exec dotnet "$DATA/app/web/Vemap.Web.dll" "$@")
}

# Does nothing where the demo is complete.
seed() {
  (web_settings && export_settings && cd "$DATA" && exec dotnet "$DATA/app/demo/Vemap.Demo.dll")
}

# start_program NAME DLL: in a session of its own, so that Ctrl-C reaches it only through us, in order.
start_program() {
  write_settings "$1"
  running "$1" && return 0
  rotate_log "$1"
  # In its own folder, where its appsettings.json lies.
  (cd "$DATA/app/$1" && exec setsid dotnet "$DATA/app/$1/$2" >>"$DATA/log/$1.log" 2>&1 </dev/null) &
  remember "$1" $!
}

# The same settings as a file, for a debugger that takes the program's place (launchSettings.json).
write_settings() {
  (umask 077 && {
    say "{"
    env | grep -E '^(ConnectionStrings|Store|MessageStore|Mail|Identity|Vemap|Sink)__' | sed -E 's/\\/\\\\/g; s/"/\\"/g; s/^([^=]*)__([^=]*)=(.*)$/  "\1:\2": "\3",/'
    say "  \"Vemap:Data\": \"$DATA\""
    say "}"
  } >"$DATA/run/$1.json")
}

rotate_log() {
  if [ -f "$DATA/log/$1.log" ] && [ "$(stat -c %s "$DATA/log/$1.log")" -gt 20000000 ]; then mv "$DATA/log/$1.log" "$DATA/log/$1.log.1"; fi
}

start_programs() {
  # Subshells: what one program is told is no business of the next.
  (mail_settings && export Sink__HttpPort=$SINK_PORT Sink__SmtpPort=$SMTP_PORT && start_program sink Vemap.SmtpSink.dll)
  (mail_settings && export_settings && start_program mail Vemap.MailService.dll)
  (web_settings && export_settings && export ASPNETCORE_URLS=http://127.0.0.1:$PORT && start_program web Vemap.Web.dll)
}

wait_until_ready() {
  local name tries
  for ((tries = 0; tries < 600; tries++)); do
    for name in $PROGRAMS; do
      running "$name" || { tail -n 20 "$DATA/log/$name.log" >&2; fail "$name has stopped; its log is $DATA/log/$name.log"; }
    done
    [ "$(http_status "$PORT" /health/ready)" = 200 ] && return 0
    sleep 0.1
  done
  fail "web does not become ready; its log is $DATA/log/web.log"
}

stop_everything() {
  local name
  for name in $PROGRAMS; do stop_program "$name"; done
  stop_cluster "$DATA" fast
}

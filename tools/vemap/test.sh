# test and check.

BUILD_OPTIONS=(-c Release --nologo -v quiet -clp:NoSummary)

command_test() {
  options "--filter=" "$@"
  need_dotnet
  need_time_zones
  local project=Vemap.sln
  if [ "${#ARGUMENTS[@]}" -gt 0 ]; then project=tests/$(project_of "${ARGUMENTS[0]}"); fi
  step "Building"
  (cd "$ROOT" && dotnet build "$project" "${BUILD_OPTIONS[@]}") >&2
  run_tests "${ARGUMENTS[@]}"
}

command_check() {
  options "" "$@"
  takes_no_words
  need_dotnet
  need_time_zones
  step "Restoring"
  (cd "$ROOT" && dotnet restore Vemap.sln --nologo -v quiet) >&2
  step "Formatting"
  (cd "$ROOT" && dotnet format Vemap.sln whitespace --no-restore --verify-no-changes) >&2 || fail "Run: dotnet format Vemap.sln"
  step "Building: a warning is an error"
  (cd "$ROOT" && dotnet build Vemap.sln --no-restore "${BUILD_OPTIONS[@]}") >&2
  check_openapi
  check_design_rules
  check_slices
  run_tests
}

# Writes a slice of each kind into a copy of the sources: all of them must compile and keep the rules.
check_slices() {
  step "Slices: what ./vemap slice writes is built"
  local copy failed=""
  copy=$(mktemp -d)
  try_slices "$copy" >&2 || failed=yes
  rm -rf "$copy"
  [ -z "$failed" ] || fail "What ./vemap slice writes does not compile, or breaks a rule."
}

# Each step by &&: within a condition bash goes on after a step that failed.
try_slices() {
  tar -C "$ROOT" --exclude=bin --exclude=obj --exclude=.git --exclude=.data -c . | tar -x -C "$1" &&
    (cd "$1" && ./vemap slice Projects PostponeProject && ./vemap slice Projects GetProjectPace && ./vemap slice Projects ListProjectPaces &&
      dotnet build tests/Integration "${BUILD_OPTIONS[@]}" && ./vemap test architecture)
}

project_of() {
  case $1 in
    unit) echo Unit ;;
    architecture) echo Architecture ;;
    integration) echo Integration ;;
    *) fail "There are unit, architecture and integration tests." ;;
  esac
}

# Runs the named kinds of tests, all of them without a name, against a database of their own; counts them on the last line.
run_tests() {
  local kinds=("$@") kind filter=${option_filter:-} failed=0
  [ "${#kinds[@]}" -gt 0 ] || kinds=(unit architecture integration)
  if [ -n "$filter" ] && [[ ! $filter =~ [=~] ]]; then filter="FullyQualifiedName~$filter"; fi
  WORK=$(mktemp -d)
  chmod 711 "$WORK"
  trap 'remove_cluster "$WORK/drill"; remove_cluster "$WORK"; rm -rf "$WORK"' EXIT
  trap 'exit 130' INT TERM
  for kind in "${kinds[@]}"; do
    step "Tests: $kind"
    if [ "$kind" = integration ]; then
      need_walkthrough
      drill_laboratory
      test_database
    fi
    (cd "$ROOT" && dotnet test "tests/$(project_of "$kind")" -c Release --no-build --nologo -v quiet \
      --logger "console;verbosity=minimal" --logger "trx;LogFileName=$WORK/results/$kind.trx" ${filter:+--filter "$filter"}) >&2 || failed=1
  done
  count_tests "$failed"
}

test_database() {
  local found
  if [ -n "${VEMAP_DATABASE_URL:-}" ]; then
    read_database_url
    need_psql
    # Roles belong to the whole server, and the tests give them passwords of their own.
    found=$(there -Atc "select 1 from pg_database where datname = 'vemap'") || fail "The server of VEMAP_DATABASE_URL does not answer."
    [ -z "$found" ] ||
      fail "The server of VEMAP_DATABASE_URL has a database vemap. The tests would change the passwords of its roles: give them a server of their own, or none."
  else
    # The data of tests need not survive a power cut.
    start_cluster "$WORK" "-c fsync=off -c synchronous_commit=off -c full_page_writes=off -c max_connections=300 -c shared_buffers=256MB"
  fi
  export VEMAP_TEST_DATABASE_URL
  VEMAP_TEST_DATABASE_URL=$(connection "$DB_USER" "$DB_PASSWORD" postgres)
}

# For the kill drill among the tests: a database server that it may kill, because the other tests need theirs, and the built programs.
drill_laboratory() {
  start_cluster "$WORK/drill" "-c max_connections=200"
  mkdir "$WORK/drill/app"
  ln -s "$ROOT/src/Web/bin/Release/net10.0" "$WORK/drill/app/web"
  ln -s "$ROOT/src/MailService/bin/Release/net10.0" "$WORK/drill/app/mail"
  ln -s "$ROOT/tools/SmtpSink/bin/Release/net10.0" "$WORK/drill/app/sink"
  lab_settings "$WORK/drill" "$WORK/drill/app" none
}

count_tests() {
  local passed=0 failures=0 skipped=0 file counters
  for file in "$WORK"/results/*.trx; do
    [ -e "$file" ] || continue
    counters=$(grep -o '<Counters [^>]*>' "$file")
    passed=$((passed + $(counter passed)))
    failures=$((failures + $(counter failed) + $(counter error) + $(counter timeout) + $(counter aborted)))
    skipped=$((skipped + $(counter total) - $(counter executed)))
  done
  # A test host that crashed has written no count.
  if [ "$1" -ne 0 ] && [ "$failures" -eq 0 ]; then failures=1; fi
  say
  say "$passed passed, $failures failed, $skipped skipped"
  [ "$failures" -eq 0 ]
}

counter() { [[ $counters =~ \ $1=\"([0-9]+)\" ]] && echo "${BASH_REMATCH[1]}"; }

# The help text of each command.

wants_help() {
  local argument
  for argument in "$@"; do [[ $argument == --help || $argument == -h ]] && return 0; done
  return 1
}

unknown_command() { fail "There is no command \"$1\". ./vemap --help lists them."; }

help_for() {
  case ${1:-} in
    up) cat <<'TEXT'
./vemap up [--detach] [--port 5080] [--data DIR]
  Starts all of VEMAP on this machine, on 127.0.0.1 only: database, migrations, demo data, mail sink, mail service, web.
  When it is run again, it starts programs that have ended and restarts those whose version or settings have changed.
  --detach   leave it running and return; ./vemap down stops it
  --port     web's port (default: the one in use, or 5080); the three after it are the sink's page, its SMTP port and the health of the mail service
  --data     where database, files, messages, keys and logs lie (default: .data here)
  VEMAP_DATABASE_URL=postgres://user:password@host:port/postgres uses that server instead of a private one.
TEXT
      ;;
    down) cat <<'TEXT'
./vemap down [--data DIR]
  Stops what `up --detach` started; data stays. Only processes that were started from this data folder are ended.
TEXT
      ;;
    test) cat <<'TEXT'
./vemap test [unit|architecture|integration] [--filter X]
  Builds, starts a private PostgreSQL for the tests, runs them and removes it. The last line counts them.
  VEMAP_DATABASE_URL=… uses that server instead, unless it has a database vemap; the kill drill has a private one all the same.
  --filter   only tests whose full name contains X (or any expression of `dotnet test --filter`)
TEXT
      ;;
    check) cat <<'TEXT'
./vemap check
  What CI runs: formatting, analysers (a warning is an error), docs/openapi.json against the code, a slice of each kind built, and all tests.
TEXT
      ;;
    migrate) cat <<'TEXT'
./vemap migrate [--plan] [--data DIR]
  Brings the database up to date, as its owner. --plan only lists what would be run.
TEXT
      ;;
    generate) cat <<'TEXT'
./vemap generate
  Rewrites docs/openapi.json from the code.
TEXT
      ;;
    slice) cat <<'TEXT'
./vemap slice Feature VerbNoun
  Writes a new slice with its endpoint line, tests and .http block, all of which compile: ./vemap slice Closures PostponeClosure
  Get, List and Find make a query, any other verb a command.
TEXT
      ;;
    admin) cat <<'TEXT'
./vemap admin create --email ADDRESS [--data DIR]
  Makes the first Admin and prints a one-time link; refused while an active Admin exists.
TEXT
      ;;
    queue) cat <<'TEXT'
./vemap queue dead | show PLACE | redrive PLACE [ID] | drop PLACE ID|all [--data DIR]
  dead       counts the dead letters of each place: what failed too often and is not tried again
  show       lists the oldest hundred of a place, each with its id and its reason
  redrive    lets one dead letter, or all of a place, be tried again
  drop       gives up one dead letter, or all of a place
  PLACE is mail, result or feedback (queues), events, scheduled-mails or account-mails
TEXT
      ;;
    doctor) cat <<'TEXT'
./vemap doctor [--data DIR]
  Lists what this machine has, what is missing and how to get it, and which programs run.
  Ends with an error when something is missing or does not work; a program that is stopped is no error.
TEXT
      ;;
    bench) cat <<'TEXT'
./vemap bench [list] [mail] [start] [--rows 100000] [--rounds 5] [--seconds 4] [--mails 10000] [--beside COMMIT] [--data DIR]
  Measures, side by side with what it is compared with, and prints the ratios.
  list       the closure list beside raw Npgsql and beside the old system's stack; --rows closures, --rounds of --seconds for each.
             With more than 100,000 rows it is measured at 100,000 first and then at --rows: the growth.
  mail       a mailing of --mails through relay, queue and mail service beside Debian's smtp-source
  start      from the start of web to the first 200 of /health/ready, beside a bare minimal API; both ReadyToRun
  --beside   builds the programs of another commit and measures them in the same run
TEXT
      ;;
    drill) cat <<'TEXT'
./vemap drill kill [--kills 20] [--recipients 500] [--seed N] [--data DIR]
./vemap drill upgrade [--from COMMIT] [--recipients 500] [--data DIR]
  kill       kills web, mail service and database at random moments of a mailing and counts the mails that were lost or sent twice
  --seed     repeats the moments of an earlier drill, which prints its seed
  upgrade    runs the programs of an earlier commit and those of these sources on one database while two mailings go out, stops the earlier
             ones, and counts mails lost, mails sent twice and dead letters
  --from     the earlier commit (default: 88595cc)
TEXT
      ;;
    "" | --help | -h | help) cat <<'TEXT'
VEMAP: road closures, their plans, and proof of who was told.

  ./vemap up [--detach] [--port 5080] [--data DIR]     starts everything on this machine, with demo data
  ./vemap down                                         stops what `up --detach` started
  ./vemap test [unit|architecture|integration] [--filter X]
  ./vemap check                                        what CI runs
  ./vemap migrate [--plan]                             migrates the database
  ./vemap generate                                     rewrites docs/openapi.json
  ./vemap slice Feature VerbNoun                       a new feature that compiles
  ./vemap admin create --email ADDRESS                 the first Admin
  ./vemap queue dead | show | redrive | drop           what failed too often and is not tried again
  ./vemap doctor                                       what is missing on this machine
  ./vemap bench                                        performance, side by side
  ./vemap drill kill | upgrade                         mails lost or doubled when programs are killed or upgraded

  ./vemap COMMAND --help says more.
TEXT
      ;;
    *) unknown_command "$1" ;;
  esac
}

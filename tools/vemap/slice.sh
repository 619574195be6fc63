# slice: a new feature in the pattern of the house, which compiles and passes the rules. What it decides is yours to write.

command_slice() {
  options "" "$@"
  [ "${#ARGUMENTS[@]}" -eq 2 ] || { help_for slice; exit 2; }
  local feature=${ARGUMENTS[0]} request=${ARGUMENTS[1]} kind
  [[ $feature =~ ^[A-Z][A-Za-z]+$ && $request =~ ^[A-Z][a-z]+[A-Z][A-Za-z]*$ ]] || fail "Both are written like this: ./vemap slice Closures PostponeClosure"
  case $request in Get*) kind=get ;; List* | Find*) kind=list ;; *) kind=command ;; esac
  find_aggregate "$feature"
  # What is read, in the singular: ProjectPace of GetProjectPace, ListProjectPaces and FindProjectPaces.
  local row=${request#Get}
  row=${row#List} row=${row#Find} row=${row%s}
  local slice=$ROOT/src/Application/Features/$feature/$request.cs endpoints=$ROOT/src/Web/Endpoints/${feature}Endpoints.cs
  local tests=$ROOT/tests/Integration/$feature/${request}Tests.cs examples=$ROOT/docs/http/$feature.http
  [ ! -e "$slice" ] || fail "$request is there already."
  local thing=${aggregate,} path
  path=$(kebab "$feature")
  local parameters="$id ${aggregate}Id" values="${thing}Id" loaded="request.${aggregate}Id" route="$path/{{${thing}Id}}" bound="$id ${thing}Id" nothing="$path/$NOBODY"
  if [ -n "$inProject" ] && [ "$kind" = command ]; then
    parameters="ProjectId ProjectId, $parameters" values="projectId, $values" loaded="request.ProjectId, $loaded"
    route="projects/{{projectId}}/$route" bound="ProjectId projectId, $bound" nothing="projects/$NOBODY/$nothing"
  fi
  mkdir -p "$(dirname "$slice")" "$(dirname "$tests")"
  "slice_$kind" >"$slice"
  [ -e "$endpoints" ] || endpoints_file >"$endpoints"
  insert_endpoint "$endpoints" "$("endpoint_$kind")"
  "tests_$kind" >"$tests"
  [ -e "$examples" ] || printf '@host = http://127.0.0.1:5080\n@token = paste-the-access-token\n@environment = paste-the-environment-id\n@%s = paste-an-id\n' "$thing" >"$examples"
  "example_$kind" >>"$examples"
  say "Written, and yours to fill:"
  for path in "$slice" "$endpoints" "$tests" "$examples"; do say "  ${path#"$ROOT/"}"; done
}

kebab() { sed -E 's/([a-z])([A-Z])/\1-\2/g' <<<"$1" | tr '[:upper:]' '[:lower:]'; }

# Sets aggregate, space (its namespace) and id (the name of its id) by the list of typed ids.
find_aggregate() {
  local singular=${1%s} line
  [[ $1 != *ies ]] || singular=${1%ies}y
  line=$(grep -E "Domain\.[A-Za-z]+\.$singular>" "$ROOT/src/Domain/Common/IdNames.cs" || grep -m 1 -E "Vemap\.Domain\.$1\." "$ROOT/src/Domain/Common/IdNames.cs") ||
    fail "No typed id belongs to $1: write the aggregate in src/Domain/$1 and its id in src/Domain/Common/IdNames.cs first."
  id=$(sed -E 's/global using ([A-Za-z]+) = .*/\1/' <<<"$line")
  aggregate=$(sed -E 's/.*\.([A-Za-z]+)>;/\1/' <<<"$line")
  space=$(sed -E 's/.*Id<(.*)\.[A-Za-z]+>;/\1/' <<<"$line")
  find_factory
}

# Sets factory, the specification's method that finds one by its id, and inProject where that asks for the project too.
find_factory() {
  local spec found
  spec=$(grep -rhoE "class [A-Za-z]+ : Specification<$aggregate>" "$ROOT/src/Domain" | cut -d' ' -f2)
  found=$(grep -rhoE "static $spec [A-Za-z]+\((ProjectId project, )?$id id\)" "$ROOT/src/Domain" | head -n 1)
  [ -n "$found" ] || fail "$aggregate has no specification that finds it by its id; write ${aggregate}Spec.ById first."
  factory=$spec.$(sed -E 's/.* ([A-Za-z]+)\(.*/\1/' <<<"$found")
  inProject=""
  [[ $found != *"ProjectId project"* ]] || inProject=yes
}

usings() { { printf 'using %s;\n' "$@"; } | LC_ALL=C sort -u; }

slice_command() {
  usings "$space"
  cat <<CODE

namespace Vemap.Application.Features.$feature;

/// <summary>Say here, in one sentence, who does what.</summary>
[Access(Role.Organisation)]
public sealed record $request($parameters, int Version, ${request}Body Body)
    : ICommand<${request}Result>, IHasBody<${request}Body>, IHasAuditObject
{
    IId? IHasAuditObject.AuditObject => ${aggregate}Id;
}

public sealed record ${request}Body(string Reason);

public sealed record ${request}Result($id Id, int Version) : IVersioned;

internal sealed class ${request}Validator : AbstractValidator<$request>
{
    public ${request}Validator() => RuleFor(request => request.Body.Reason).NotEmpty().MaximumLength(1000);
}

internal sealed class ${request}Handler(IRepository<$aggregate> repository, TimeProvider clock) : IRequestHandler<$request, ${request}Result>
{
    public async Task<${request}Result> Handle($request request, CancellationToken cancellationToken)
    {
        var $thing = await repository.GetAsync($factory($loaded), request.Version, cancellationToken);
        // Call the one method of the aggregate that decides, instead of this.
        $thing.Touch(clock.GetUtcNow());
        return new ${request}Result($thing.Id, $thing.Version);
    }
}
CODE
}

slice_get() {
  usings "$space"
  cat <<CODE

namespace Vemap.Application.Features.$feature;

/// <summary>Say here, in one sentence, what is shown.</summary>
[Access(Role.Organisation, Role.Manager)]
public sealed record $request($id ${aggregate}Id) : IQuery<${request}Result>, IHasAuditObject
{
    IId? IHasAuditObject.AuditObject => ${aggregate}Id;
}

public sealed record ${request}Result($id Id, int Version) : IVersioned;

internal sealed class ${request}Handler(IReadStore store) : IRequestHandler<$request, ${request}Result>
{
    public Task<${request}Result> Handle($request request, CancellationToken cancellationToken) =>
        store.GetAsync(new ${row}ById(request.${aggregate}Id), cancellationToken);
}

internal sealed class ${row}ById($id id) : ReadSpecification<${request}Result>
{
    public override IQueryable<${request}Result> Query(IRows rows) =>
        from $thing in rows.Of<$aggregate>()
        where $thing.Id == id
        select new ${request}Result($thing.Id, $thing.Version);
}
CODE
}

slice_list() {
  usings "$space"
  cat <<CODE

namespace Vemap.Application.Features.$feature;

/// <summary>Say here, in one sentence, what is listed and in which order.</summary>
[Access(Role.Organisation, Role.Manager)]
public sealed record $request(string? Cursor, int? Limit, bool? Count) : IQuery<Page<${row}Item>>, IPaged;

public sealed record ${row}Item($id Id, int Version);

internal sealed class ${request}Validator : AbstractValidator<$request>
{
    public ${request}Validator() => this.Paged();
}

internal sealed class ${request}Handler(IReadStore store) : IRequestHandler<$request, Page<${row}Item>>
{
    public async Task<Page<${row}Item>> Handle($request request, CancellationToken cancellationToken) =>
        await request.Page(await store.ListAsync(new ${row}Page(request), cancellationToken), item => [item.Id.ToString()])
            .CountedAsync(request, () => store.CountAsync(new ${row}Page(request with { Cursor = null }), cancellationToken));
}

internal sealed class ${row}Page($request request) : ReadSpecification<${row}Item>
{
    public override IQueryable<${row}Item> Query(IRows rows)
    {
        var found = rows.Of<$aggregate>();
        if (request.AfterId<$aggregate>() is { } after) found = found.Where($thing => $thing.Id < after);
        return found.OrderByDescending($thing => $thing.Id).Take(request.Take()).Select($thing => new ${row}Item($thing.Id, $thing.Version));
    }
}
CODE
}

endpoints_file() {
  usings "Vemap.Application.Features.$feature"
  cat <<CODE

namespace Vemap.Web.Endpoints;

internal sealed class ${feature}Endpoints : IEndpointGroup
{
    public static void Map(IEndpointRouteBuilder routes)
    {
    }
}
CODE
}

# Before the brace that ends Map, with an empty line between endpoints.
insert_endpoint() {
  awk -v code="$2" '
    /public static void Map\(IEndpointRouteBuilder/ { inside = 1 }
    inside && /^    }$/ { if (last != "    {") print ""; print code; inside = 0 }
    { print; last = $0 }' "$1" >"$1.new" && mv "$1.new" "$1"
}

endpoint_command() {
  cat <<CODE
        routes.MapPost(\$"{EndpointGroups.Environment}/$route/$(kebab "$request")", async (
            ClientEnvironmentId environmentId, $bound, IfMatch ifMatch, Body<${request}Body> body,
            IMediator mediator, CancellationToken cancellationToken) =>
            Answer.Ok(await mediator.Send(new $request($values, ifMatch.Version, body.Value), cancellationToken)))
            .Sends<$request>();
CODE
}

endpoint_get() {
  cat <<CODE
        routes.MapGet(\$"{EndpointGroups.Environment}/$path/{{${thing}Id}}/$(kebab "$request")", async (
            ClientEnvironmentId environmentId, $id ${thing}Id, IMediator mediator, CancellationToken cancellationToken) =>
            Answer.Ok(await mediator.Send(new $request(${thing}Id), cancellationToken)))
            .Sends<$request>();
CODE
}

endpoint_list() {
  cat <<CODE
        routes.MapGet(\$"{EndpointGroups.Environment}/$path/$(kebab "$request")", async (
            ClientEnvironmentId environmentId, [AsParameters] PageQuery page, IMediator mediator, CancellationToken cancellationToken) =>
            Answer.Page(await mediator.Send(new $request(page.Cursor, page.Limit, page.Count), cancellationToken)))
            .Sends<$request>();
CODE
}

tests_head() {
  cat <<CODE
namespace Vemap.Integration.$feature;

public sealed class ${request}Tests : ApiTest
{
CODE
}

NOBODY=01900000-0000-7000-8000-000000000000

tests_command() {
  tests_head
  cat <<CODE
    private string Nothing => Path("$nothing/$(kebab "$request")");

    [Fact]
    public Task Something_that_does_not_exist_is_not_found() =>
        Organisation.PostAsync(Nothing, new { reason = "Because" }, "\"v1\"").RefusedAsync(HttpStatusCode.NotFound, "common.not-found");

    [Fact]
    public Task A_stakeholder_is_refused() =>
        Stakeholder.PostAsync(Nothing, new { reason = "Because" }, "\"v1\"").RefusedAsync(HttpStatusCode.Forbidden, "common.forbidden");

    [Fact]
    public Task A_body_without_a_reason_is_refused() =>
        Organisation.PostAsync(Nothing, new { reason = "" }, "\"v1\"").InvalidAsync(("/reason", "not-empty"));
}
CODE
}

tests_get() {
  tests_head
  cat <<CODE
    private string Nothing => Path("$path/$NOBODY/$(kebab "$request")");

    [Fact]
    public Task Something_that_does_not_exist_is_not_found() => Organisation.GetAsync(Nothing).RefusedAsync(HttpStatusCode.NotFound, "common.not-found");

    [Fact]
    public Task A_stakeholder_is_refused() => Stakeholder.GetAsync(Nothing).RefusedAsync(HttpStatusCode.Forbidden, "common.forbidden");
}
CODE
}

tests_list() {
  tests_head
  cat <<CODE
    private string List => Path("$path/$(kebab "$request")");

    [Fact]
    public async Task A_new_environment_has_an_empty_list()
    {
        var page = await Organisation.GetAsync(List).BodyAsync();

        Assert.Empty(page.GetProperty("items").EnumerateArray());
    }

    [Fact]
    public Task A_stakeholder_is_refused() => Stakeholder.GetAsync(List).RefusedAsync(HttpStatusCode.Forbidden, "common.forbidden");
}
CODE
}

example_command() {
  local address=$path/{{$thing}}
  [ -z "$inProject" ] || address="projects/{{project}}/$address"
  printf '\n### %s\nPOST {{host}}/v1/client-environments/{{environment}}/%s/%s\nAuthorization: Bearer {{token}}\nContent-Type: application/json\nIf-Match: "v1"\n\n{ "reason": "Because" }\n' "$request" "$address" "$(kebab "$request")"
}

example_get() { printf '\n### %s\nGET {{host}}/v1/client-environments/{{environment}}/%s/{{%s}}/%s\nAuthorization: Bearer {{token}}\n' "$request" "$path" "$thing" "$(kebab "$request")"; }

example_list() { printf '\n### %s\nGET {{host}}/v1/client-environments/{{environment}}/%s/%s?limit=20\nAuthorization: Bearer {{token}}\n' "$request" "$path" "$(kebab "$request")"; }

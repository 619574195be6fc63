namespace Vemap.Integration.Ground;

/// <summary>An error is problem+json whatever the client says that it accepts.</summary>
public sealed class ProblemFormTests : ApiTest
{
    public static TheoryData<string> AcceptHeaders =>
        ["text/html", "text/event-stream", "image/*", "application/xml", "application/json;q=0", "*/*", "nonsense"];

    [Theory]
    [MemberData(nameof(AcceptHeaders))]
    public async Task Every_kind_of_error_is_problem_json(string accept)
    {
        var stranger = Accepting(World.Stranger, accept);
        Accepting(Organisation, accept);

        await stranger.GetAsync(Path("projects")).RefusedAsync(HttpStatusCode.Unauthorized, "common.unauthenticated");
        await stranger.GetAsync("/nothing").RefusedAsync(HttpStatusCode.NotFound, "common.not-found");
        await Organisation.GetAsync(Path($"projects/{ProjectId.New()}")).RefusedAsync(HttpStatusCode.NotFound, "common.not-found");
        await Organisation.DeleteAsync(Path("projects")).RefusedAsync(HttpStatusCode.MethodNotAllowed, "http.method-not-allowed");
        await Organisation.PostAsync(Path("projects"), "[").RefusedAsync(HttpStatusCode.BadRequest, "http.malformed-json");
        await Organisation.PostAsync(Path("projects"), new StringContent("x")).RefusedAsync(HttpStatusCode.UnsupportedMediaType, "http.not-json");
        await Organisation.PostAsync(Path("projects"), new { code = "A", name = "B" }).BodyAsync(HttpStatusCode.Created);
        await Organisation.PostAsync(Path("projects"), new { code = "A", name = "B" }).RefusedAsync(HttpStatusCode.Conflict, "projects.code-taken");
        await stranger.GetAsync("/store/x").RefusedAsync(HttpStatusCode.Forbidden, "files.link-not-valid");
    }

    private static HttpClient Accepting(HttpClient client, string accept)
    {
        client.DefaultRequestHeaders.TryAddWithoutValidation("Accept", accept);
        return client;
    }
}

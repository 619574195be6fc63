namespace Vemap.Integration.Closures;

public sealed class ChangePublicInformationTests : ClosureChangeTest
{
    private static readonly object Information = new { publicText = "A bus goes.", contacts = new[] { new { kind = "on-site", name = "K. Bakker", phone = "020 555 0101" } } };

    [Fact]
    public async Task Public_text_and_contacts_of_a_confirmed_closure_change_and_make_a_version()
    {
        var closure = await ConfirmedAsync();

        var changed = await SendAsync(Manager, closure.Path, closure.ETag).BodyAsync();

        Assert.Equal(2, changed.GetProperty("contentVersion").GetInt32());
        var got = await GetAsync(closure);
        Assert.Equal(("A bus goes.", "K. Bakker", "confirmed"), (got.GetProperty("publicText").GetString(), got.GetProperty("contacts")[0].GetProperty("name").GetString(), got.GetProperty("status").GetString()));
    }

    [Fact]
    public async Task Somebody_stays_on_site_once_it_is_submitted()
    {
        var closure = await SubmittedAsync();
        await Manager.PutAsync($"{closure.Path}/public-information", new { contacts = Array.Empty<object>() }, closure.ETag).RefusedAsync(HttpStatusCode.Conflict, "closures.no-contact-on-site");
    }

    [Fact]
    public async Task Nothing_changes_after_the_end()
    {
        var closure = await PlanAsync();
        await closure.TakeAsync(Manager, "cancellations", new { reason = "Rain" });
        await SendAsync(Manager, closure.Path, closure.ETag).RefusedAsync(HttpStatusCode.Conflict, "closures.final");
    }

    [Fact]
    public async Task A_wrong_body_is_refused()
    {
        var closure = await PlanAsync();
        await Manager.PutAsync($"{closure.Path}/public-information", """{ "contacts": [{ "kind": "on-site", "name": "", "phone": "x" }], "publicText": null }""", closure.ETag)
            .InvalidAsync(("/contacts/0/name", "not-empty"), ("/contacts/0/phone", "phone"));
        await Manager.PutAsync($"{closure.Path}/public-information", """{ "text": "x" }""", closure.ETag).InvalidAsync(("/contacts", "missing"), ("/text", "unknown-property"));
    }

    protected override Task<HttpResponseMessage> SendAsync(HttpClient client, string path, string? etag) => client.PutAsync($"{path}/public-information", Information, etag);
}

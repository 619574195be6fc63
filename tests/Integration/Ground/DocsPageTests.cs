using Microsoft.AspNetCore.Hosting;

namespace Vemap.Integration.Ground;

/// <summary>The documentation page, in local mode.</summary>
public sealed class DocsPageTests
{
    [Fact]
    public async Task The_page_needs_nothing_but_this_program()
    {
        using var client = (await TestHost.Shared).CreateClient();
        using var redirect = await client.GetAsync("/docs");

        using var page = await client.GetAsync(redirect.Headers.Location);
        var html = await page.Content.ReadAsStringAsync();
        using var script = await client.GetAsync("/docs/scalar.js");

        Assert.Equal([HttpStatusCode.Redirect, HttpStatusCode.OK, HttpStatusCode.OK], [redirect.StatusCode, page.StatusCode, script.StatusCode]);
        Assert.DoesNotContain("https://", html);
        var policy = page.Headers.GetValues("Content-Security-Policy").Single();
        Assert.Matches("script-src 'self' 'nonce-[^']+';", policy);
        Assert.DoesNotContain("http", policy);
        Assert.Contains($"nonce=\"{policy.Split("nonce-")[1].Split('\'')[0]}\"", html);
    }

    [Fact]
    public async Task Outside_local_mode_there_is_none()
    {
        await using var host = await TestHost.StartAsync(configure: builder => builder.UseSetting("Vemap:Mode", ""));
        using var client = host.CreateClient();

        await client.GetAsync("/docs").RefusedAsync(HttpStatusCode.NotFound, "common.not-found");
        await client.GetAsync("/docs/v1").RefusedAsync(HttpStatusCode.NotFound, "common.not-found");
    }
}

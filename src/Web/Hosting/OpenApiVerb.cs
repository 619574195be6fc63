namespace Vemap.Web.Hosting;

/// <summary><c>openapi</c>: prints the document that the API would serve; it needs no database.</summary>
internal static class OpenApiVerb
{
    public static async Task<int> RunAsync(string[] arguments)
    {
        var folder = Directory.CreateTempSubdirectory("vemap-openapi-");
        try
        {
            await using var app = StandAlone.Build(folder.FullName);
            app.Urls.Add("http://127.0.0.1:0");
            app.UseVemap();
            await app.StartAsync();
            using var client = new HttpClient();
            Terminal.Write(await client.GetStringAsync(new Uri($"{app.Urls.First()}/v1/openapi.json")));
            return 0;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}

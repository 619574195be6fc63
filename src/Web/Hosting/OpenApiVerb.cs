namespace Vemap.Web.Hosting;

/// <summary><c>openapi</c>: prints the document that the API would serve, without a database or anything else beside it.</summary>
internal static class OpenApiVerb
{
    public static async Task<int> RunAsync(string[] arguments)
    {
        var folder = Directory.CreateTempSubdirectory("vemap-openapi-");
        try
        {
            var builder = WebApplication.CreateBuilder();
            foreach (var role in (string[])["Application", "Worker", "Mail"]) builder.Configuration[$"ConnectionStrings:{role}"] = "Host=nowhere";
            builder.Configuration["Vemap:BackgroundWork"] = "false";
            builder.Configuration["Store:Folder"] = builder.Configuration["MessageStore:Folder"] = folder.FullName;
            builder.Configuration["Store:KeyFile"] = Path.Combine(folder.FullName, "master.key");
            builder.AddVemap();
            builder.Logging.ClearProviders();
            await using var app = builder.Build();
            app.Urls.Add("http://127.0.0.1:0");
            app.UseVemap();
            await app.StartAsync();
            using var client = new HttpClient();
            Terminal.Say(await client.GetStringAsync(new Uri($"{app.Urls.First()}/v1/openapi.json")));
            return 0;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }
}

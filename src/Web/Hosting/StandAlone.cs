namespace Vemap.Web.Hosting;

/// <summary>The API with nothing beside it: it can be built and asked about itself, but serves no request. For the OpenAPI document and the tests of the pipeline.</summary>
internal static class StandAlone
{
    public static WebApplication Build(string folder) => Builder(folder).Build();

    public static WebApplicationBuilder Builder(string folder)
    {
        var builder = WebApplication.CreateBuilder();
        // Sources of connections open none until they are asked.
        foreach (var role in (string[])["Application", "Worker", "Mail"]) builder.Configuration[$"ConnectionStrings:{role}"] = "Host=nowhere";
        builder.Configuration["Vemap:Mode"] = "local";
        builder.Configuration["Vemap:BackgroundWork"] = "false";
        builder.Configuration["Store:Folder"] = builder.Configuration["MessageStore:Folder"] = folder;
        builder.Configuration["Store:KeyFile"] = Path.Combine(folder, "master.key");
        builder.AddVemap();
        builder.Logging.ClearProviders();
        return builder;
    }
}

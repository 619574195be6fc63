namespace Vemap.Web.Hosting;

/// <summary>
/// The API without a database or other programs, for the OpenAPI document and the tests of the pipeline. It can be inspected, but its operations
/// cannot be called.
/// </summary>
internal static class StandAlone
{
    public static WebApplication Build(string folder) => Builder(folder).Build();

    public static WebApplicationBuilder Builder(string folder)
    {
        var builder = WebApplication.CreateBuilder();
        // A data source opens no connection before it is asked for one.
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

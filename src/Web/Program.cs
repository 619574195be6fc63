using Vemap.Web.Hosting;

if (args is [var verb, ..] && Verbs.Find(verb) is { } run) return await run(args[1..]);

var builder = WebApplication.CreateBuilder(args);
builder.AddVemap();
var app = builder.Build();
app.UseVemap();
await app.RunAsync();
return 0;

/// <summary>The API's program; named so that tests can host it.</summary>
public partial class Program;

// The least that ASP.NET Core can be: what the start of VEMAP's web is measured beside.
var app = WebApplication.CreateBuilder(args).Build();
app.MapGet("/health/ready", () => "ready");
await app.RunAsync();

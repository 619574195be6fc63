// A bare minimal API, beside which the start of VEMAP's web is measured.
var app = WebApplication.CreateBuilder(args).Build();
app.MapGet("/health/ready", () => "ready");
await app.RunAsync();

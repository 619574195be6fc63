using Vemap.SmtpSink;

var builder = WebApplication.CreateBuilder(args);
await using var app = Sink.Build(builder);
await app.RunAsync();

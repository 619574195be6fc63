using Vemap.MailService;

await MailHost.Create(Host.CreateApplicationBuilder(args)).RunAsync();

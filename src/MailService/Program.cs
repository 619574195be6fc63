namespace Vemap.MailService;

// A class with a name of its own: the tests host the API's Program and this one side by side.
internal static class Program
{
    public static async Task Main(string[] args)
    {
        await using var app = MailHost.Create(WebApplication.CreateSlimBuilder(args));
        await app.RunAsync();
    }
}

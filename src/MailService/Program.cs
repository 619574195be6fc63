namespace Vemap.MailService;

// A class with a name of its own: the tests host the API's Program and this one side by side.
internal static class Program
{
    public static Task Main(string[] args) => MailHost.Create(Host.CreateApplicationBuilder(args)).RunAsync();
}

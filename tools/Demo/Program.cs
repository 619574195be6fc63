using Vemap.Domain.Common;
using Vemap.Web.Hosting;

namespace Vemap.Demo;

/// <summary>Seeds the demo: two client environments with people, works, a reviewed plan and a mailing. Everything goes through the application's own requests, as if people had done it.</summary>
internal static class Program
{
    private const int Refused = 2;

    public static async Task<int> Main()
    {
        var builder = WebApplication.CreateBuilder();
        if (builder.Configuration["Vemap:Mode"] != "local")
        {
            Terminal.Write("The demo has accounts whose password everybody knows: it is seeded in local mode only (Vemap__Mode=local). Nothing was changed.");
            return Refused;
        }

        builder.AddVemap();
        builder.Logging.ClearProviders();
        await using var app = builder.Build();
        try
        {
            var office = new Office(app.Services);
            if (await Seed.IsCompleteAsync(office))
            {
                Terminal.Write("The demo is there already. Nothing was changed.");
                return 0;
            }

            await Seed.RunAsync(office);
            Terminal.Write("The demo is seeded.");
            return 0;
        }
        catch (ProblemException problem)
        {
            Terminal.Write($"The demo could not be seeded: {problem.Message} ({problem.Code}) {string.Join(' ', problem.Errors.Select(error => $"{error.Pointer}: {error.Message}"))}");
            return 1;
        }
    }
}

using Vemap.Application.Common.Requests;
using Vemap.Application.Features.Users;

namespace Vemap.Web.Hosting;

/// <summary><c>admin create --email X</c>: makes the first Admin and prints the one-time link with which the password is chosen.</summary>
internal static class AdminVerb
{
    public static async Task<int> RunAsync(string[] arguments)
    {
        if (arguments is not ["create", "--email", var email])
        {
            Terminal.Write("Usage: admin create --email ADDRESS");
            return 2;
        }

        var builder = WebApplication.CreateBuilder();
        builder.AddVemap();
        builder.Logging.ClearProviders();
        await using var app = builder.Build();
        await using var scope = app.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CallContext>().ActAsSystem(default);
        try
        {
            var admin = await scope.ServiceProvider.GetRequiredService<IMediator>().Send(new CreateFirstAdmin(email));
            var link = $"{IdentityAddress.PublicUrl(app.Configuration)}/invitation#{admin.Token}";
            Terminal.Write($"Open this link once, within seven days, to choose a password: {link}");
            return 0;
        }
        catch (ProblemException problem)
        {
            Terminal.Write($"{problem.Message} ({problem.Code})");
            foreach (var error in problem.Errors) Terminal.Write($"  {error.Message} ({error.Code})");
            return 1;
        }
    }
}

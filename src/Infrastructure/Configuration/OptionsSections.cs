using System.ComponentModel.DataAnnotations;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Vemap.Infrastructure.Configuration;

/// <summary>Binds sections of the configuration to options classes. A program does not start while one of its settings cannot be used.</summary>
public static class OptionsSections
{
    /// <summary>Registers the section as a service, and checks it when the host starts.</summary>
    public static IServiceCollection AddSection<T>(this IServiceCollection services, IConfiguration configuration)
        where T : class, IOptionsSection
    {
        // Several modules may use one section. Bound twice, its lists would hold everything twice.
        if (services.Any(service => service.ServiceType == typeof(T))) return services;
        services.AddSingleton(provider => provider.GetRequiredService<IOptions<T>>().Value);
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<T>, SectionValidation<T>>());
        services.AddOptions<T>().Bind(configuration.GetSection(T.Section)).ValidateOnStart();
        return services;
    }

    /// <summary>Reads a section while services are still being registered, with the same check.</summary>
    public static T ReadSection<T>(this IConfiguration configuration)
        where T : class, IOptionsSection, new()
    {
        var options = configuration.GetSection(T.Section).Get<T>() ?? new T();
        return Faults(options) is { Count: > 0 } faults ? throw new OptionsValidationException(T.Section, typeof(T), faults) : options;
    }

    private static List<string> Faults<T>(T options)
        where T : class, IOptionsSection
    {
        var results = new List<ValidationResult>();
        Validator.TryValidateObject(options, new ValidationContext(options), results, validateAllProperties: true);
        return [.. results.Select(result => $"{T.Section}:{string.Join(',', result.MemberNames)}: {result.ErrorMessage}"), .. options.Faults()];
    }

    private sealed class SectionValidation<T> : IValidateOptions<T>
        where T : class, IOptionsSection
    {
        public ValidateOptionsResult Validate(string? name, T options) =>
            Faults(options) is { Count: > 0 } faults ? ValidateOptionsResult.Fail(faults) : ValidateOptionsResult.Success;
    }
}

using Ardalis.Specification;

namespace Vemap.Domain.ClientEnvironments;

/// <summary>Which client environments a command loads.</summary>
public sealed class ClientEnvironmentSpec : Specification<ClientEnvironment>
{
    private ClientEnvironmentSpec()
    {
    }

    public static ClientEnvironmentSpec ById(ClientEnvironmentId id)
    {
        var specification = new ClientEnvironmentSpec();
        specification.Query.Where(environment => environment.Id == id);
        return specification;
    }

    public static ClientEnvironmentSpec WithSlug(string slug)
    {
        var specification = new ClientEnvironmentSpec();
        specification.Query.Where(environment => environment.Slug == slug);
        return specification;
    }
}

using System.ComponentModel.DataAnnotations;
using Vemap.Infrastructure.Configuration;

namespace Vemap.Infrastructure.Postgres;

/// <summary>The database under the two roles of the API.</summary>
public sealed class ConnectionOptions : IOptionsSection
{
    public static string Section => "ConnectionStrings";

    public string Application { get; set; } = "";

    /// <summary>The role that finds work over all environments.</summary>
    public string Worker { get; set; } = "";

    public IEnumerable<string> Faults()
    {
        if (Application.Length == 0) yield return "ConnectionStrings:Application is not set.";
        if (Worker.Length == 0) yield return "ConnectionStrings:Worker is not set.";
    }
}

/// <summary>The database under the role of the mail service.</summary>
public sealed class MailConnectionOptions : IOptionsSection
{
    public static string Section => "ConnectionStrings";

    public string Mail { get; set; } = "";

    public IEnumerable<string> Faults()
    {
        if (Mail.Length == 0) yield return "ConnectionStrings:Mail is not set.";
    }
}

/// <summary>The database under the owner of the schema, for migrations.</summary>
public sealed class OwnerConnectionOptions : IOptionsSection
{
    public static string Section => "ConnectionStrings";

    public string Owner { get; set; } = "";

    public IEnumerable<string> Faults()
    {
        if (Owner.Length == 0) yield return "ConnectionStrings:Owner is not set.";
    }
}

/// <summary>How many connections a pool holds where the connection string does not say.</summary>
/// <remarks>PostgreSQL allows 100 by default, which two roles of the API, the mail service and the sink share.</remarks>
public sealed class PoolSizeOptions : IOptionsSection
{
    public static string Section => "PoolSize";

    [Range(1, 1000)]
    public int Application { get; set; } = 40;

    [Range(1, 1000)]
    public int Worker { get; set; } = 40;
}

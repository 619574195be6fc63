namespace Vemap.Application.Common.Ports;

/// <summary>The public halves of the keys that access tokens are signed with: next, current and previous.</summary>
public interface IPublishedKeys
{
    /// <summary>A JSON Web Key Set; the same text until a key changes.</summary>
    Task<string> JsonWebKeySetAsync(CancellationToken cancellationToken);
}

namespace Vemap.Infrastructure.Local;

/// <summary>Refresh tokens. A successor follows from its predecessor and a key of the server, so that the same token always gets the same successor although
/// only hashes are kept.</summary>
internal sealed class RefreshTokens(MasterKey master)
{
    private readonly byte[] key = master.Derive("refresh-tokens");

    public static (string Text, byte[] Hash) First(SessionId session) => TokenText.Make(session.Value);

    public (string Text, byte[] Hash) Successor(SessionId session, string token) => TokenText.Derive(key, token, session.Value);
}

using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.Extensions.Logging;
using Microsoft.IdentityModel.Tokens;

namespace Vemap.Infrastructure.Local;

/// <summary>A key pair as it is kept: the private part wrapped.</summary>
internal sealed record SigningKey(Guid Id, string PublicKey, byte[] WrappedPrivateKey, DateTimeOffset ActiveFrom);

/// <summary>Where key pairs are kept.</summary>
internal interface ISigningKeyTable
{
    /// <summary>All keys, oldest first, after those that <paramref name="missing"/> finds missing have been added; one caller at a time.</summary>
    Task<IReadOnlyList<SigningKey>> CompleteAsync(Func<IReadOnlyList<SigningKey>, IReadOnlyList<SigningKey>> missing, CancellationToken cancellationToken);
}

/// <summary>The keys that access tokens are signed with. Each signs for 90 days; the next is published before it is used, the previous after.</summary>
internal sealed partial class SigningKeys(ISigningKeyTable table, MasterKey master, TimeProvider clock, ILogger<SigningKeys> log) : IPublishedKeys, IDisposable
{
    public static readonly TimeSpan Turn = TimeSpan.FromDays(90);

    // Programs that verify tokens keep the key set for some minutes; a new key must be published to them before it signs.
    private static readonly TimeSpan Notice = TimeSpan.FromHours(1);
    private static readonly TimeSpan Kept = TimeSpan.FromMinutes(1);
    private readonly SemaphoreSlim reading = new(1);
    private readonly byte[] wrappingKey = master.Derive("signing-keys");
    private Ring? ring;

    public async Task<string> JsonWebKeySetAsync(CancellationToken cancellationToken) => (await RingAsync(cancellationToken)).PublicKeys;

    public async Task<SigningCredentials> CurrentAsync(CancellationToken cancellationToken) => (await RingAsync(cancellationToken)).Signer;

    public void Dispose() => reading.Dispose();

    /// <summary>When keys have to start that are not there yet.</summary>
    public static IReadOnlyList<DateTimeOffset> Missing(IReadOnlyList<DateTimeOffset> starts, DateTimeOffset now)
    {
        DateTimeOffset[] first = starts.Any(start => start <= now) ? [] : [now];
        if (starts.Any(start => start > now)) return first;
        var next = starts.Concat(first).Max() + Turn;
        return [.. first, next > now + Notice ? next : now + Notice];
    }

    /// <summary>Previous, current and next.</summary>
    public static (IReadOnlyList<SigningKey> Published, SigningKey Current) Choose(IReadOnlyList<SigningKey> keys, DateTimeOffset now)
    {
        var started = keys.Where(key => key.ActiveFrom <= now).TakeLast(2).ToList();
        return ([.. started, .. keys.Where(key => key.ActiveFrom > now)], started[^1]);
    }

    private async Task<Ring> RingAsync(CancellationToken cancellationToken)
    {
        if (ring is { } kept && kept.IsFresh(clock.GetUtcNow())) return kept;
        await reading.WaitAsync(cancellationToken);
        try
        {
            if (ring is { } read && read.IsFresh(clock.GetUtcNow())) return read;
            return ring = await ReadAsync(cancellationToken);
        }
        finally
        {
            reading.Release();
        }
    }

    private async Task<Ring> ReadAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var keys = await table.CompleteAsync(known => Missing(known, now), cancellationToken);
        var (published, current) = Choose([.. keys.Where(key => Open(key) is not null)], now);
        var set = $$"""{"keys":[{{string.Join(',', published.Select(key => key.PublicKey))}}]}""";
        return new Ring(now, ring?.PublicKeys == set ? ring.PublicKeys : set, ring?.Signer.Key.KeyId == current.Id.ToString() ? ring.Signer : Unwrap(current));
    }

    private IReadOnlyList<SigningKey> Missing(IReadOnlyList<SigningKey> known, DateTimeOffset now)
    {
        var good = known.Where(key => Open(key) is not null).ToList();
        var missing = Missing([.. good.Select(key => key.ActiveFrom)], now);
        if (missing.Count > 0 && good.Count < known.Count) ForeignKeys(log, known.Count - good.Count);
        return [.. missing.Select(Make)];
    }

    [LoggerMessage(44, LogLevel.Warning, "{Keys} signing keys were wrapped by another master key than this program's. New ones take their place; access tokens that the old ones signed are refused until they are refreshed")]
    private static partial void ForeignKeys(ILogger log, int keys);

    private SigningKey Make(DateTimeOffset activeFrom)
    {
        var id = Id<SigningKey>.New().Value;
        using var rsa = RSA.Create(2048);
        var wrapped = KeyWrap.Wrap(rsa.ExportPkcs8PrivateKey(), wrappingKey, id);
        return new SigningKey(id, JsonSerializer.Serialize(PublicKey.Of(rsa, id)), wrapped, activeFrom);
    }

    private SigningCredentials Unwrap(SigningKey key)
    {
        var rsa = RSA.Create();
        rsa.ImportPkcs8PrivateKey(Open(key), out _);
        return new SigningCredentials(new RsaSecurityKey(rsa) { KeyId = key.Id.ToString() }, SecurityAlgorithms.RsaSha256);
    }

    // Null: wrapped by another master key, because ours is new or has been replaced.
    private byte[]? Open(SigningKey key)
    {
        try
        {
            return KeyWrap.Unwrap(key.WrappedPrivateKey, wrappingKey, key.Id);
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
    }

    private sealed record Ring(DateTimeOffset ReadAt, string PublicKeys, SigningCredentials Signer)
    {
        public bool IsFresh(DateTimeOffset now) => now >= ReadAt && now - ReadAt < Kept;
    }

    private sealed record PublicKey(
        [property: JsonPropertyName("kty")] string KeyType,
        [property: JsonPropertyName("use")] string Use,
        [property: JsonPropertyName("alg")] string Algorithm,
        [property: JsonPropertyName("kid")] string KeyId,
        [property: JsonPropertyName("n")] string Modulus,
        [property: JsonPropertyName("e")] string Exponent)
    {
        public static PublicKey Of(RSA rsa, Guid id)
        {
            var key = rsa.ExportParameters(includePrivateParameters: false);
            return new PublicKey("RSA", "sig", "RS256", id.ToString(), Base64Url.EncodeToString(key.Modulus), Base64Url.EncodeToString(key.Exponent));
        }
    }
}

/// <summary>AES-256-GCM around a private key, bound to the key's id: nonce, tag, cipher text.</summary>
internal static class KeyWrap
{
    private const int NonceLength = 12;
    private const int TagLength = 16;

    public static byte[] Wrap(byte[] secret, byte[] wrappingKey, Guid id)
    {
        var wrapped = new byte[NonceLength + TagLength + secret.Length];
        RandomNumberGenerator.Fill(wrapped.AsSpan(0, NonceLength));
        using var aes = new AesGcm(wrappingKey, TagLength);
        aes.Encrypt(wrapped.AsSpan(0, NonceLength), secret, wrapped.AsSpan(NonceLength + TagLength), wrapped.AsSpan(NonceLength, TagLength), id.ToByteArray());
        return wrapped;
    }

    public static byte[] Unwrap(byte[] wrapped, byte[] wrappingKey, Guid id)
    {
        var secret = new byte[wrapped.Length - NonceLength - TagLength];
        using var aes = new AesGcm(wrappingKey, TagLength);
        aes.Decrypt(wrapped.AsSpan(0, NonceLength), wrapped.AsSpan(NonceLength + TagLength), wrapped.AsSpan(NonceLength, TagLength), secret, id.ToByteArray());
        return secret;
    }
}

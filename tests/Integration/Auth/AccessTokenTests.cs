using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using Vemap.Infrastructure.Local;
using static System.Buffers.Text.Base64Url;

namespace Vemap.Integration.Auth;

/// <summary>What may be done to an access token, and that each of it is refused. Tokens are forged from a real one, with the real key where the attack needs one.</summary>
public sealed class AccessTokenTests : ApiTest
{
    private Person person = null!;

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        person = await Person.JoinAsync(World);
    }

    [Fact]
    public async Task The_forge_makes_good_tokens_so_that_the_refusals_below_mean_something()
    {
        await MeAsync(await ForgeAsync(_ => { })).BodyAsync();
    }

    public static TheoryData<string, string?> WrongClaims => new()
    {
        { "iss", "\"https://elsewhere.example\"" },
        { "iss", null },
        { "client_id", "\"another-application\"" },
        { "client_id", null },
        { "token_use", "\"id\"" },
        { "token_use", "\"refresh\"" },
        { "token_use", null },
        { "exp", "1000000000" },
        { "exp", null },
        { "nbf", "4000000000" },
        { "sub", "\"00000000-0000-7000-8000-000000000000\"" },
        { "sub", "\"nobody\"" },
        { "sub", null },
        { "origin_jti", "\"00000000-0000-7000-8000-000000000000\"" },
        { "origin_jti", null },
    };

    [Theory]
    [MemberData(nameof(WrongClaims))]
    public async Task A_wrong_claim_is_refused_although_the_signature_is_ours(string claim, string? value)
    {
        var token = await ForgeAsync(payload =>
        {
            payload.Remove(claim);
            if (value is not null) payload[claim] = JsonNode.Parse(value);
        });

        await MeAsync(token).RefusedAsync(HttpStatusCode.Unauthorized, "common.unauthenticated");
    }

    [Fact]
    public async Task An_expired_token_is_refused()
    {
        var clock = TestClock.FromNow();
        var late = await Person.JoinAsync(await World.CreateAsync(await TestHost.StartAsync(clock)));
        clock.Advance(TimeSpan.FromMinutes(15.2));

        await late.Client.GetAsync("/v1/me").RefusedAsync(HttpStatusCode.Unauthorized, "common.unauthenticated");
    }

    [Theory]
    [InlineData("none")]
    [InlineData("None")]
    [InlineData("NONE")]
    public Task No_signature_is_refused(string algorithm)
    {
        var (header, payload, signature) = Parts(person.AccessToken);
        header["alg"] = algorithm;
        var unsigned = $"{Encode(header)}.{Encode(payload)}.";
        return Task.WhenAll(
            MeAsync(unsigned).RefusedAsync(HttpStatusCode.Unauthorized, "common.unauthenticated"),
            MeAsync(unsigned + signature).RefusedAsync(HttpStatusCode.Unauthorized, "common.unauthenticated"));
    }

    [Theory]
    [InlineData("HS256")]
    [InlineData("HS384")]
    [InlineData("HS512")]
    public async Task The_public_key_as_a_shared_secret_is_refused(string algorithm)
    {
        var jwks = await World.Stranger.GetStringAsync("/.well-known/jwks.json");
        var key = JsonDocument.Parse(jwks).RootElement.GetProperty("keys")[0];
        using var rsa = RSA.Create(new RSAParameters { Modulus = DecodeFromChars(key.GetProperty("n").GetString()), Exponent = DecodeFromChars(key.GetProperty("e").GetString()) });
        byte[][] secrets = [Encoding.UTF8.GetBytes(jwks), Encoding.UTF8.GetBytes(rsa.ExportSubjectPublicKeyInfoPem()), rsa.ExportSubjectPublicKeyInfo(), rsa.ExportRSAPublicKey()];

        foreach (var secret in secrets)
        {
            var token = Forge(header => header["alg"] = algorithm, _ => { }, signed => algorithm switch
            {
                "HS256" => HMACSHA256.HashData(secret, signed),
                "HS384" => HMACSHA384.HashData(secret, signed),
                _ => HMACSHA512.HashData(secret, signed),
            });
            await MeAsync(token).RefusedAsync(HttpStatusCode.Unauthorized, "common.unauthenticated");
        }
    }

    [Theory]
    [InlineData("RS384")]
    [InlineData("RS512")]
    [InlineData("PS256")]
    public async Task Another_algorithm_is_refused_although_the_key_is_ours(string algorithm)
    {
        using var rsa = await SignerAsync();
        var (hash, padding) = algorithm switch
        {
            "RS384" => (HashAlgorithmName.SHA384, RSASignaturePadding.Pkcs1),
            "RS512" => (HashAlgorithmName.SHA512, RSASignaturePadding.Pkcs1),
            _ => (HashAlgorithmName.SHA256, RSASignaturePadding.Pss),
        };

        await MeAsync(Forge(header => header["alg"] = algorithm, _ => { }, signed => rsa.SignData(signed, hash, padding)))
            .RefusedAsync(HttpStatusCode.Unauthorized, "common.unauthenticated");
    }

    [Theory]
    [InlineData("kid", "\"00000000-0000-7000-8000-000000000000\"")]
    [InlineData("kid", "\"../../../../dev/null\"")]
    [InlineData("kid", "\"' OR '1'='1\"")]
    [InlineData("jku", "\"https://elsewhere.example/jwks.json\"")]
    [InlineData("x5u", "\"https://elsewhere.example/key.pem\"")]
    [InlineData("kid", null)]
    public async Task A_foreign_key_is_refused_wherever_the_header_points(string name, string? value)
    {
        using var foreign = RSA.Create(2048);
        var token = Forge(
            header =>
            {
                header.Remove(name);
                if (value is not null) header[name] = JsonNode.Parse(value);
            },
            _ => { },
            signed => foreign.SignData(signed, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));

        await MeAsync(token).RefusedAsync(HttpStatusCode.Unauthorized, "common.unauthenticated");
    }

    [Fact]
    public async Task A_key_that_comes_with_the_token_is_refused()
    {
        using var foreign = RSA.Create(2048);
        var parameters = foreign.ExportParameters(includePrivateParameters: false);
        var token = Forge(
            header =>
            {
                header.Remove("kid");
                header["jwk"] = new JsonObject { ["kty"] = "RSA", ["n"] = EncodeToString(parameters.Modulus), ["e"] = EncodeToString(parameters.Exponent) };
            },
            _ => { },
            signed => foreign.SignData(signed, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));

        await MeAsync(token).RefusedAsync(HttpStatusCode.Unauthorized, "common.unauthenticated");
    }

    [Fact]
    public async Task A_tampered_token_is_refused()
    {
        var (header, payload, signature) = Parts(person.AccessToken);
        payload["sub"] = World.OrganisationId.ToString();

        await MeAsync($"{Encode(header)}.{Encode(payload)}.{signature}").RefusedAsync(HttpStatusCode.Unauthorized, "common.unauthenticated");
        await MeAsync(person.AccessToken[..^6]).RefusedAsync(HttpStatusCode.Unauthorized, "common.unauthenticated");
        await MeAsync("a.b.c").RefusedAsync(HttpStatusCode.Unauthorized, "common.unauthenticated");
        await MeAsync(person.Cookie.Split('=')[1]).RefusedAsync(HttpStatusCode.Unauthorized, "common.unauthenticated");
    }

    [Fact]
    public async Task A_demotion_and_a_removal_work_within_five_seconds_with_the_old_token()
    {
        var clock = TestClock.FromNow();
        var world = await World.CreateAsync(await TestHost.StartAsync(clock));
        var boss = await Person.JoinAsync(world, "organisation");
        // The change is made at another server, whose cache knows nothing of this one's.
        var here = Person.With(await TestHost.StartAsync(clock), boss.AccessToken);
        await here.GetAsync(world.Path("users")).BodyAsync();

        var (_, etag) = await world.Organisation.PutAsync(
            world.Path("users/" + boss.MembershipId), new { role = "manager", contractorId = (string?)null, readOnly = false, endsAt = (string?)null },
                "\"v2\"").TaggedAsync();
        clock.Advance(TimeSpan.FromSeconds(5));
        await here.GetAsync(world.Path("users")).RefusedAsync(HttpStatusCode.Forbidden, "common.forbidden");

        await here.GetAsync(world.Path("projects")).BodyAsync();
        await world.Organisation.ActAsync(HttpMethod.Delete, world.Path("users/" + boss.MembershipId), etag).BodyAsync(HttpStatusCode.NoContent);
        clock.Advance(TimeSpan.FromSeconds(5));
        await here.GetAsync(world.Path("projects")).RefusedAsync(HttpStatusCode.NotFound, "common.not-found");
    }

    [Fact]
    public async Task The_key_set_shows_public_parts_only_and_the_discovery_document_leads_to_it()
    {
        var discovery = await World.Stranger.GetAsync("/.well-known/openid-configuration").BodyAsync();
        Assert.EndsWith("/.well-known/jwks.json", discovery.GetProperty("jwks_uri").GetString());
        Assert.StartsWith(discovery.GetProperty("issuer").GetString()!, discovery.GetProperty("jwks_uri").GetString());

        var keys = (await World.Stranger.GetAsync("/.well-known/jwks.json").BodyAsync()).GetProperty("keys").EnumerateArray().ToList();

        Assert.True(keys.Count >= 2, "the current and the next key");
        Assert.All(keys, key => Assert.Equal(["alg", "e", "kid", "kty", "n", "use"], key.EnumerateObject().Select(member => member.Name).Order()));
        var (header, _, _) = Parts(person.AccessToken);
        Assert.Contains(keys, key => key.GetProperty("kid").GetString() == header["kid"]!.GetValue<string>());
    }

    private Task<HttpResponseMessage> MeAsync(string token) => Person.With(World.Host, token).GetAsync("/v1/me");

    private async Task<RSA> SignerAsync()
    {
        var key = (Microsoft.IdentityModel.Tokens.RsaSecurityKey)(await World.Host.Services.GetRequiredService<SigningKeys>().CurrentAsync(CancellationToken.None)).Key;
        return RSA.Create(key.Rsa.ExportParameters(includePrivateParameters: true));
    }

    private async Task<string> ForgeAsync(Action<JsonObject> change)
    {
        using var rsa = await SignerAsync();
        return Forge(_ => { }, change, signed => rsa.SignData(signed, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1));
    }

    private string Forge(Action<JsonObject> changeHeader, Action<JsonObject> changePayload, Func<byte[], byte[]> sign)
    {
        var (header, payload, _) = Parts(person.AccessToken);
        changeHeader(header);
        changePayload(payload);
        var signed = $"{Encode(header)}.{Encode(payload)}";
        return $"{signed}.{EncodeToString(sign(Encoding.ASCII.GetBytes(signed)))}";
    }

    private static (JsonObject Header, JsonObject Payload, string Signature) Parts(string token)
    {
        var parts = token.Split('.');
        return (JsonNode.Parse(DecodeFromChars(parts[0]))!.AsObject(), JsonNode.Parse(DecodeFromChars(parts[1]))!.AsObject(), parts[2]);
    }

    private static string Encode(JsonObject part) => EncodeToString(Encoding.UTF8.GetBytes(part.ToJsonString()));
}

using System.Security.Cryptography;

namespace Vemap.Lab;

/// <summary>A client environment with a project and one Organisation user, who can log in; written as the owner of the tables, so that no program has to run yet.</summary>
public static class Seed
{
    public const string Password = "laboratory-Vemap-2026";

    private const string Platform = """
        insert into client_environments (id, slug, name, status, mode, sender_name, sender_address, settings, version, created_at, updated_at)
        select lab_id('environment', n), 'lab-' || n, 'Laboratory ' || n, 'active', 'live', 'Laboratory', 'lab' || n || '@vemap.test', $2::jsonb, 1, now(), now()
        from generate_series(1, $1) n;
        """;

    private const string People = """
        insert into users (id, email, full_name, language, status, is_admin, activated_at, version, created_at, updated_at)
        select lab_id('user', n), 'organisation' || n || '@lab.vemap.test', 'Laboratory Organisation', 'nl', 'active', false, now(), 1, now(), now()
        from generate_series(1, $1) n;
        """;

    private const string Credentials = """
        insert into credentials (id, password_hash, security_stamp, concurrency_stamp, two_factor_enabled, lockout_enabled, access_failed_count)
        select lab_id('user', n), $2, 'stamp', 'stamp', false, true, 0 from generate_series(1, $1) n;
        """;

    private const string Memberships = """
        insert into memberships (client_environment_id, id, user_id, role, read_only, version, created_at, updated_at)
        select lab_id('environment', n), lab_id('membership', n), lab_id('user', n), 'organisation', false, 1, now(), now()
        from generate_series(1, $1) n;
        """;

    private const string Projects = """
        insert into projects (client_environment_id, id, code, name, status, version, created_at, updated_at)
        select lab_id('environment', n), lab_id('project', n * 10 + p), 'A' || p || '-WERK', 'Groot onderhoud A' || p, 'active', 1, now(), now()
        from generate_series(1, $1) n, generate_series(1, 4) p;
        """;

    /// <summary>Ids that are the same in every run.</summary>
    private const string Ids = """
        create or replace function lab_id(kind text, n int) returns uuid language sql immutable as
        $$ select overlay(overlay(md5(kind || '/' || n)::text placing '7' from 13) placing '8' from 17)::uuid $$;
        """;

    public static Guid Id(string kind, int number)
    {
#pragma warning disable CA5351 // Makes an id, not a secret, in the same way as the SQL above.
        var text = Convert.ToHexStringLower(MD5.HashData(System.Text.Encoding.UTF8.GetBytes($"{kind}/{number}"))).ToCharArray();
#pragma warning restore CA5351
        (text[12], text[16]) = ('7', '8');
        return Guid.Parse(new string(text));
    }

    public static string Email(int environment) => $"organisation{environment}@lab.vemap.test";

    /// <param name="settings">The environments' settings, as JSON.</param>
    public static async Task EnvironmentsAsync(Laboratory lab, int count, string settings, CancellationToken cancellationToken)
    {
        await Sql.RunAsync(lab.Owner, Ids, cancellationToken);
        await Sql.RunAsync(lab.Owner, Platform, cancellationToken, count, settings);
        await Sql.RunAsync(lab.Owner, People, cancellationToken, count);
        await Sql.RunAsync(lab.Owner, Credentials, cancellationToken, count, Hash(Password));
        await Sql.RunAsync(lab.Owner, Memberships, cancellationToken, count);
        await Sql.RunAsync(lab.Owner, Projects, cancellationToken, count);
    }

    // ASP.NET Core Identity's third format: marker, PBKDF2 with HMAC-SHA512, iterations, length of the salt, salt, key.
    private static string Hash(string password)
    {
        const int Iterations = 100_000;
        var salt = RandomNumberGenerator.GetBytes(16);
        var key = Rfc2898DeriveBytes.Pbkdf2(password, salt, Iterations, HashAlgorithmName.SHA512, 32);
        return Convert.ToBase64String([1, 0, 0, 0, 2, .. BigEndian(Iterations), .. BigEndian(salt.Length), .. salt, .. key]);
    }

    private static byte[] BigEndian(int number)
    {
        var bytes = new byte[4];
        System.Buffers.Binary.BinaryPrimitives.WriteInt32BigEndian(bytes, number);
        return bytes;
    }
}

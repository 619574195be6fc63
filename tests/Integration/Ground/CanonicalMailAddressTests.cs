using Npgsql;
using Vemap.Domain.Common;

namespace Vemap.Integration.Ground;

/// <summary>The database's own form of an address, for rows of before and of a program of the version before.</summary>
public sealed class CanonicalMailAddressTests : ApiTest
{
    [Theory]
    [InlineData("jan@müller.nl")]
    [InlineData("jan@mu\u0308ller.nl")]
    [InlineData("jan@xn--mller-kva.nl")]
    [InlineData("jan@ｍüller．ｎｌ")]
    [InlineData("jose\u0301.o'brien+a9@gemeente-één.súdwest-fryslân.nl")]
    [InlineData("jan@пример.рф")]
    [InlineData("jan@例え.テスト")]
    [InlineData("jan@bücher-und-überläufer-ößü.example")]
    [InlineData("jan@example.nl")]
    public async Task The_database_and_the_program_give_one_form(string address)
    {
        await using var connection = new NpgsqlConnection(World.Host.Database.As("owner"));
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand("select canonical_mail_address($1)", connection) { Parameters = { new() { Value = address } } };

        Assert.Equal(MailAddress.Canonical(address), await command.ExecuteScalarAsync());
    }

    [Fact]
    public async Task Two_older_users_with_two_spellings_of_one_address_are_each_found_by_their_own()
    {
        var name = UserId.New().ToString();
        var (first, second) = (await InsertAsOlderProgramAsync($"{name}@mu\u0308ller.nl"), await InsertAsOlderProgramAsync($"{name}@müller.nl"));

        Assert.Equal(first, await FindAsync($"{name}@xn--mller-kva.nl"));
        Assert.Equal(second, await FindAsync($"{name}@müller.nl"));
    }

    private async Task<UserId> InsertAsOlderProgramAsync(string email)
    {
        var id = UserId.New();
        await using var connection = new NpgsqlConnection(World.Host.Database.As("application"));
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(
            "insert into users (id, email, full_name, language, status, is_admin, version, created_at, updated_at) values ($1, $2, 'Jan', 'nl', 'active', false, 1, now(), now())", connection)
        {
            Parameters = { new() { Value = id.Value }, new() { Value = email } },
        };
        await command.ExecuteNonQueryAsync();
        return id;
    }

    // An invitation looks its user up as a log-in does.
    private async Task<UserId> FindAsync(string email)
    {
        var invited = await Organisation.PostAsync(Path("users"), new { email, fullName = "Jan", role = "manager" }).BodyAsync(HttpStatusCode.Created);
        return UserId.Parse(invited.GetProperty("userId").GetString()!, null);
    }
}

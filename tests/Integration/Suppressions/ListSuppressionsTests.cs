using Vemap.Domain.Deliveries;
using Vemap.Integration.Mailings;

namespace Vemap.Integration.Suppressions;

public sealed class ListSuppressionsTests(MailingFixture fixture) : MailingTest(fixture)
{
    [Fact]
    public async Task The_newest_come_first_and_the_address_filters()
    {
        await SuppressAsync("een@example.test");
        Fixture.Advance(TimeSpan.FromSeconds(1));
        await SuppressAsync("twee@example.test");

        Assert.Equal(["twee@example.test", "een@example.test"], await AddressesAsync(""));
        Assert.Equal(["een@example.test"], await AddressesAsync("?address=EEN@example.test"));
        Assert.Empty(await AddressesAsync("?lifted=true"));
    }

    [Fact]
    public async Task A_manager_may_not_and_anothers_are_not_there()
    {
        await SuppressAsync("een@example.test");
        var other = await World.CreateAsync(World.Host);

        await Manager.GetAsync(Path("suppressions")).RefusedAsync(HttpStatusCode.Forbidden, "common.forbidden");
        Assert.Equal(0, (await other.Organisation.GetAsync(other.Path("suppressions")).BodyAsync()).GetProperty("items").GetArrayLength());
        await Organisation.GetAsync(Path("suppressions?limit=0")).InvalidAsync(("?limit", "out-of-range"));
    }

    private async Task<IEnumerable<string>> AddressesAsync(string query) =>
        (await Organisation.GetAsync(Path("suppressions" + query)).BodyAsync()).GetProperty("items").EnumerateArray().Select(item => item.GetProperty("address").GetString()!);

    private async Task SuppressAsync(string address)
    {
        var (_, mails) = await UnderWayAsync(await StakeholderAsync(address));
        await Fixture.TellAsync(Event(mails[0], DeliveryEventKind.Complained));
    }
}

using Vemap.Domain.Suppressions;

namespace Vemap.Application.Common.Mail;

/// <summary>Which of these addresses are suppressed in the current environment.</summary>
internal sealed class SuppressedAddresses(IReadOnlyList<string> addresses) : ReadSpecification<string>
{
    public override IQueryable<string> Query(IRows rows) =>
        rows.Of<Suppression>().Where(suppression => addresses.Contains(suppression.Address) && suppression.LiftedAt == null).Select(suppression => suppression.Address);
}

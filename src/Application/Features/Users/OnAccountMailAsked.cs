using Vemap.Application.Common.Ports;
using Vemap.Application.Common.Requests;
using Vemap.Domain.Users;

namespace Vemap.Application.Features.Users;

internal sealed class OnAccountMailAsked : IConsumer<AccountMailAsked>
{
    public IEnumerable<ICommand> Translate(AccountMailAsked happened) => [new SendAccountMail(happened)];
}

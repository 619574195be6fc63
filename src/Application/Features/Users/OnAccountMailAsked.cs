namespace Vemap.Application.Features.Users;

internal sealed class OnAccountMailAsked : IConsumer<AccountMailAsked>
{
    public IEnumerable<ICommand> Translate(AccountMailAsked happened) => [new SendAccountMail(happened)];
}

using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Vemap.Domain.Users;
using Vemap.Infrastructure.Local;
using Vemap.Infrastructure.Postgres.Conventions;

namespace Vemap.Infrastructure.Postgres.Configurations;

internal sealed class UsersConfiguration : IEntityTypeConfiguration<User>
{
    public void Configure(EntityTypeBuilder<User> builder)
    {
        builder.ToTable("users");
        builder.HasKey(user => user.Id);
    }
}

internal sealed class MembershipsConfiguration : IEntityTypeConfiguration<Membership>
{
    public void Configure(EntityTypeBuilder<Membership> builder)
    {
        builder.ToTenantTable("memberships");
        builder.Ignore(membership => membership.Invitee);
    }
}

internal sealed class AccountMailsConfiguration : IEntityTypeConfiguration<AccountMail>
{
    public void Configure(EntityTypeBuilder<AccountMail> builder)
    {
        builder.ToTenantTable("account_mails");
    }
}

internal sealed class SessionsConfiguration : IEntityTypeConfiguration<Session>
{
    public void Configure(EntityTypeBuilder<Session> builder)
    {
        builder.ToTable("sessions");
        builder.HasKey(session => session.Id);
        builder.Property(session => session.ReplacedTokens).HasJson();
    }
}

internal sealed class OneTimeTokensConfiguration : IEntityTypeConfiguration<OneTimeToken>
{
    public void Configure(EntityTypeBuilder<OneTimeToken> builder)
    {
        builder.ToTable("one_time_tokens");
        builder.HasKey(token => token.Id);
    }
}

internal sealed class CredentialsConfiguration : IEntityTypeConfiguration<Credential>
{
    public void Configure(EntityTypeBuilder<Credential> builder)
    {
        builder.ToTable("credentials");
        builder.HasKey(credential => credential.Id);
        builder.Property(credential => credential.Id).ValueGeneratedNever();
        builder.Property(credential => credential.ConcurrencyStamp).IsConcurrencyToken();
        // The address and the names are the user's own and stand in users.
        builder.Ignore(credential => credential.UserName);
        builder.Ignore(credential => credential.NormalizedUserName);
        builder.Ignore(credential => credential.Email);
        builder.Ignore(credential => credential.NormalizedEmail);
        builder.Ignore(credential => credential.EmailConfirmed);
        builder.Ignore(credential => credential.PhoneNumber);
        builder.Ignore(credential => credential.PhoneNumberConfirmed);
    }
}

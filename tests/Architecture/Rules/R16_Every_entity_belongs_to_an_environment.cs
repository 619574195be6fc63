using Microsoft.EntityFrameworkCore;
using Vemap.Architecture.Scanner;
using Vemap.Domain.Common;

namespace Vemap.Architecture.Rules;

/// <summary>A table is a client environment's, or somebody has said that it is the platform's.</summary>
public sealed class R16_Every_entity_belongs_to_an_environment : Rule
{
    protected override int AtLeast => 8;

    protected override IEnumerable<Judgement> Judge(Code code) =>
        from entity in code.Types.Where(type => type.IsClass && type.IsAssignableTo(typeof(IEntity)) && !type.IsAbstract).Concat(Configured(code)).Distinct()
        select Judgement.Of(entity, entity.IsAssignableTo(typeof(ITenantBound)) != entity.IsAssignableTo(typeof(IPlatformWide)), "must be either ITenantBound or IPlatformWide");

    private static IEnumerable<Type> Configured(Code code) =>
        code.Implementing(typeof(IEntityTypeConfiguration<>)).SelectMany(type => type.Closed(typeof(IEntityTypeConfiguration<>))).Select(configuration => configuration.GetGenericArguments()[0]);
}

using Vemap.Application.Features.Contractors;
using Vemap.Application.Features.Stakeholders;
using Vemap.Domain.Common;
using Vemap.Domain.Contractors;
using Vemap.Domain.Stakeholders;

namespace Vemap.Demo;

/// <summary>Who works on the roads, and who must be told.</summary>
internal sealed class Register(Office office, Person organisation, ClientEnvironmentId environment)
{
    public const string Builder = "Bouwcombinatie Rottepolder";
    public const string Paver = "Kennemer Wegenbouw";
    public const string Emergency = "Hulpdiensten";
    public const string Transport = "Openbaar vervoer";
    public const string Neighbours = "Omgeving A9";

    private static readonly (string Group, StakeholderCategory Category, string Name, string Organisation, string Email)[] People =
    [
        (Emergency, StakeholderCategory.EmergencyServices, "Meldkamer Polderland", "Brandweer Polderland", "meldkamer@brandweer.vemap.test"),
        (Emergency, StakeholderCategory.EmergencyServices, "Dienstdoende centralist", "Ambulance Polderland", "centralist@ambulance.vemap.test"),
        (Emergency, StakeholderCategory.EmergencyServices, "Regionaal Service Centrum", "Politie Polderland", "rsc@politie.vemap.test"),
        (Transport, StakeholderCategory.PublicTransport, "Verkeersleiding bus", "Busvervoer Polderland", "verkeersleiding@bus.vemap.test"),
        (Transport, StakeholderCategory.PublicTransport, "Planning R-net", "R-net", "planning@rnet.vemap.test"),
        (Neighbours, StakeholderCategory.Municipality, "Team Verkeer", "Gemeente Haarlem", "verkeer@haarlem.vemap.test"),
        (Neighbours, StakeholderCategory.Municipality, "Afdeling Wegen", "Gemeente Haarlemmermeer", "wegen@haarlemmermeer.vemap.test"),
        (Neighbours, StakeholderCategory.RoadAuthority, "Verkeerscentrale Noordwest", "Rijkswaterstaat", "verkeerscentrale@rws.vemap.test"),
        (Neighbours, StakeholderCategory.RoadAuthority, "Wegbeheer Zuid", "Provincie Zuid-Holland", "wegbeheer@zuidholland.vemap.test"),
        (Neighbours, StakeholderCategory.Business, "Logistiek planner", "Bloemenveiling Polder", "planner@veiling.vemap.test"),
        (Neighbours, StakeholderCategory.Business, "Bedrijfsleider", "Tankstation Rottepolderplein", "full.bedrijfsleider@tankstation.vemap.test"),
        (Neighbours, StakeholderCategory.Residents, "Bewonersvereniging Penningsveer", "Dorpsraad Penningsveer", "bestuur@penningsveer.vemap.test"),
        (Neighbours, StakeholderCategory.Residents, "Wijkraad Zuiderpolder", "Wijkraad Zuiderpolder", "bounce.wijkraad@zuiderpolder.vemap.test"),
        (Neighbours, StakeholderCategory.Other, "Redactie", "Omroep Polderland", "redactie@omroep.vemap.test"),
    ];

    public async Task<IReadOnlyDictionary<string, ContractorId>> ContractorsAsync()
    {
        var known = (await office.LookAsync(environment, new AllContractors())).ToDictionary(contractor => contractor.Name, contractor => contractor.Id);
        foreach (var name in (string[])[Builder, Paver])
        {
            if (!known.ContainsKey(name)) known[name] = (await organisation.SendAsync(new CreateContractor(new CreateContractorBody(name, "Uitvoerder van dienst", Phone: "+31 6 5550 1200")))).Id;
        }

        return known;
    }

    /// <summary>The fire brigade logs in: it is linked to a user.</summary>
    public async Task StakeholdersAsync(UserId fireBrigade)
    {
        var known = await KnownAsync();
        foreach (var (_, category, name, organisationName, email) in People.Where(person => !known.ContainsKey(person.Email)))
        {
            var linked = email == People[0].Email ? fireBrigade : (UserId?)null;
            await organisation.SendAsync(new AddStakeholder(new AddStakeholderBody(
                name, email, category, Mandatory: category == StakeholderCategory.EmergencyServices, Organisation: organisationName, Phone: "+31 23 555 0100", LinkedUserId: linked)));
        }
    }

    public async Task<IReadOnlyDictionary<string, StakeholderGroupId>> GroupsAsync()
    {
        var members = await KnownAsync();
        var known = (await office.LookAsync(environment, new AllGroups())).ToDictionary(group => group.Name, group => group.Id);
        foreach (var group in People.GroupBy(person => person.Group).Where(group => !known.ContainsKey(group.Key)))
            known[group.Key] = (await organisation.SendAsync(new AddStakeholderGroup(new AddStakeholderGroupBody(group.Key, [.. group.Select(person => members[person.Email])])))).Id;
        return known;
    }

    private async Task<Dictionary<string, StakeholderId>> KnownAsync() =>
        (await office.LookAsync(environment, new RegisteredStakeholders())).ToDictionary(stakeholder => stakeholder.Name, stakeholder => stakeholder.Id);
}

internal sealed record Named<T>(string Name, Id<T> Id);

internal sealed class AllContractors : ReadSpecification<Named<Contractor>>
{
    public override IQueryable<Named<Contractor>> Query(IRows rows) => rows.Of<Contractor>().Select(contractor => new Named<Contractor>(contractor.Name, contractor.Id));
}

internal sealed class RegisteredStakeholders : ReadSpecification<Named<Stakeholder>>
{
    public override IQueryable<Named<Stakeholder>> Query(IRows rows) =>
        rows.Of<Stakeholder>().Where(stakeholder => stakeholder.ProjectId == null).Select(stakeholder => new Named<Stakeholder>(stakeholder.Email, stakeholder.Id));
}

internal sealed class AllGroups : ReadSpecification<Named<StakeholderGroup>>
{
    public override IQueryable<Named<StakeholderGroup>> Query(IRows rows) =>
        rows.Of<StakeholderGroup>().Where(group => group.ProjectId == null).Select(group => new Named<StakeholderGroup>(group.Name, group.Id));
}

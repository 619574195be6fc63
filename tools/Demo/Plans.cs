using System.Security.Cryptography;
using Microsoft.AspNetCore.WebUtilities;
using Vemap.Application.Features.Files;
using Vemap.Application.Features.VkmPlans;
using Vemap.Domain.Files;
using Vemap.Domain.VkmPlans;
using Vemap.Infrastructure.Local;

namespace Vemap.Demo;

/// <summary>A plan with its file: uploaded by the planner through a signed link, as a browser would, and reviewed by the road authority.</summary>
internal sealed class Plans(Office office, Person organisation, Person manager)
{
    public async Task ApproveAsync(ProjectId project, ClosureId closure, string title, IEnumerable<string> lines)
    {
        var plan = await SubmitAsync(project, closure, title, lines);
        var shown = await organisation.SendAsync(new GetVkmPlan(project, plan.Id));
        var seen = shown.Closures.Select(covered => new ReviewedClosure(covered.ClosureId, covered.ContentVersion));
        await organisation.SendAsync(new ReviewVkmPlan(project, plan.Id, plan.Version, new ReviewVkmPlanBody(ReviewDecision.Approved, [.. seen])));
    }

    public async Task<AddVkmPlanResult> SubmitAsync(ProjectId project, ClosureId closure, string title, IEnumerable<string> lines)
    {
        var file = await UploadAsync(project, closure, $"{title}.pdf", PlanPdf.Write(title, lines));
        return await manager.SendAsync(new AddVkmPlan(project, new AddVkmPlanBody(title, file, [closure])));
    }

    private async Task<FileId> UploadAsync(ProjectId project, ClosureId closure, string name, byte[] bytes)
    {
        var declared = new CreateFileBody(FileKind.VkmPlan, name, bytes.Length, "application/pdf", Convert.ToHexStringLower(SHA256.HashData(bytes)));
        var made = await manager.SendAsync(new CreateFile(project, closure, declared));
        await StoreAsync(new Uri(new Uri("http://localhost"), made.Upload.Url), bytes);
        await manager.SendAsync(new CompleteFile(project, closure, made.Id, made.Version));
        return made.Id;
    }

    // The store is not served yet, so the link is used on it directly.
    private async Task StoreAsync(Uri link, byte[] bytes)
    {
        var query = QueryHelpers.ParseQuery(link.Query);
        var key = Uri.UnescapeDataString(link.AbsolutePath["/store/".Length..]);
        var store = office.Services.GetRequiredService<EmbeddedStore>();
        var upload = await store.ReceiveAsync(
            key, name => query.TryGetValue(name, out var value) ? value.ToString() : null, bytes.Length, "application/pdf", CancellationToken.None);
        using var stream = new MemoryStream(bytes);
        await upload.WriteAsync(stream, CancellationToken.None);
    }
}

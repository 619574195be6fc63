using Vemap.Application.Common.Ports;

namespace Vemap.Unit.Common;

public sealed class LockNameTests
{
    [Fact]
    public void The_values_stay_the_same_so_that_programs_of_two_versions_wait_for_each_other()
    {
        var project = ProjectId.New();

        Assert.Equal("closure-number", LockName.ClosureNumbers.Value);
        Assert.Equal("deliveries", LockName.Mailings.Value);
        Assert.Equal("vkm-plan-files", LockName.VkmPlanFiles.Value);
        Assert.Equal("logos", LockName.Logos.Value);
        Assert.Equal("memberships", LockName.Memberships.Value);
        Assert.Equal("admins", LockName.Admins.Value);
        Assert.Equal("account-mails", LockName.AccountMails.Value);
        Assert.Equal($"project-life/{project}", LockName.ProjectLife(project).Value);
        Assert.Equal("account/a@b.example", LockName.Account("A@b.example").Value);
    }
}

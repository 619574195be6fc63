namespace Vemap.Domain.VkmPlans;

public static class VkmPlanProblems
{
    public static ProblemException NotAPlanFile() =>
        new(ProblemKind.Conflict, "vkm-plans.not-a-plan-file", "A version is a file of kind vkm-plan of the same project; this one is not.");

    public static ProblemException FileNotAvailable() =>
        new(ProblemKind.Conflict, "vkm-plans.file-not-available", "The version's file is not available: it is not completed, rejected, blocked or gone.");

    public static ProblemException FileUsed() =>
        new(ProblemKind.Conflict, "vkm-plans.file-used", "This file is a version of a plan already; upload the new version as a file of its own.");

    public static ProblemException SameBytes() =>
        new(ProblemKind.Conflict, "vkm-plans.same-bytes", "The file has the same bytes as the current version, so there is nothing new to review.");

    public static ProblemException UnknownClosure() =>
        new(ProblemKind.Conflict, "vkm-plans.unknown-closure", "A closure named here is not one of this project.");

    public static ProblemException NothingToReview() =>
        new(ProblemKind.Conflict, "vkm-plans.nothing-to-review", "Nothing of this plan awaits review; a version or closures must be added first.");

    public static ProblemException OtherClosures() =>
        new(ProblemKind.Conflict, "vkm-plans.other-closures",
            "A review names exactly the closures that await it: all of a pending version, or those that were added to an approved one.");

    public static ProblemException ContentChanged() =>
        new(ProblemKind.Conflict, "vkm-plans.content-changed", "A closure has changed since the content version that the review names. Read it again.");

    public static ProblemException OwnUpload() =>
        new(ProblemKind.Forbidden, "vkm-plans.own-upload", "A reviewer cannot review what they uploaded themselves; ask a colleague.");

    public static ProblemException NotPending() =>
        new(ProblemKind.Conflict, "vkm-plans.not-pending", "Only a version that awaits review can be withdrawn.");

    public static ProblemException NotApproved() =>
        new(ProblemKind.Conflict, "vkm-plans.not-approved", "Only an approved current version can have its approval revoked.");
}

using Stadtfunk.Kernel.Access;
using Stadtfunk.Organisation.Contracts;

namespace Stadtfunk.Organisation.Roles;

/// <summary>What each role is a bundle of. The one place that says so.</summary>
internal static class RolePermissions
{
    private static readonly Permission[] Feedback = [Permission.See];
    private static readonly Permission[] Writer = [Permission.See, Permission.Write];
    private static readonly Permission[] Approver = [.. Writer, Permission.Approve, Permission.Release];
    private static readonly Permission[] DeskLead = [.. Approver, Permission.Lead, Permission.ManageChannels, Permission.ManagePeople];
    private static readonly Permission[] Administrator = [.. DeskLead, Permission.Administer];

    /// <summary>What a deputy gets of it: the daily work. Power over channels, people and settings is not lent; what is done with it outlasts the period.</summary>
    public static readonly IReadOnlySet<Permission> Lendable = new HashSet<Permission> { Permission.See, Permission.Write, Permission.Approve, Permission.Release, Permission.Lead };

    public static IReadOnlyList<Permission> Of(Role role) => role switch
    {
        Role.Writer => Writer,
        Role.Approver => Approver,
        Role.DeskLead => DeskLead,
        Role.Administrator => Administrator,
        Role.Feedback => Feedback,
        _ => [],
    };

    /// <summary>The roles that carry this permission.</summary>
    public static Role[] With(Permission permission) => [.. Enum.GetValues<Role>().Where(role => Of(role).Contains(permission))];
}

using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Errors;

namespace Stadtfunk.Editorial.Contracts;

/// <summary>Takes in posts that went out before this house stood: those of a former system, or the demo city's.</summary>
public interface IPostImport
{
    /// <summary>
    /// Keeps the post as released at its old time, with the decisions of then; it must fit today's rules. Nobody is told to send it: Publishing's
    /// <c>IDeliveryImport</c> follows and says where it stands. Asks for the administration of its unit.
    /// </summary>
    /// <returns>Refused when the time is not in the past, when author and approver are the same, or when something does not fit.</returns>
    Task<Outcome<PostId>> Import(Actor actor, PastPost past, CancellationToken ct);
}

/// <param name="Post">Its <see cref="NewPost.Due"/> is not asked for.</param>
/// <param name="Approver">Released it too.</param>
/// <param name="At">UTC; when it went out.</param>
public sealed record PastPost(NewPost Post, PersonId Author, PersonId Approver, DateTime At);

using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Editorial.Posts;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Errors;
using Xunit;

namespace Stadtfunk.Tests.Editorial;

public sealed class StatesTests
{
    private static readonly DateTime Now = new(2026, 11, 23, 8, 0, 0, DateTimeKind.Utc);
    private static readonly PersonId Author = PersonId.New();
    private static readonly PersonId Other = PersonId.New();

    // Which step is allowed from which state: everything else has to be refused.
    private static readonly Dictionary<string, PostState[]> Allowed = new()
    {
        ["Submit"] = [PostState.Draft, PostState.Returned],
        ["Return"] = [PostState.Submitted, PostState.Approved],
        ["Approve"] = [PostState.Submitted],
        ["Release"] = [PostState.Approved],
        ["Reschedule"] = [PostState.Scheduled, PostState.Missed],
        ["CallOff"] = [PostState.Scheduled, PostState.Missed],
        ["Reopen"] = [PostState.Published, PostState.PartlyPublished, PostState.Failed],
        ["DropCorrection"] = [],
        ["Delete"] = [PostState.Draft, PostState.Returned],
        ["Change"] = [PostState.Draft, PostState.Submitted, PostState.Returned, PostState.Approved],
    };

    public static TheoryData<PostState, string> Everything()
    {
        var data = new TheoryData<PostState, string>();
        foreach (var state in Enum.GetValues<PostState>())
            foreach (var step in Allowed.Keys)
                data.Add(state, step);
        return data;
    }

    [Theory]
    [MemberData(nameof(Everything))]
    public void Only_the_steps_that_a_state_allows_are_taken(PostState state, string step)
    {
        var post = In(state);
        var refusal = Take(post, step);
        if (Allowed[step].Contains(state))
            Assert.Null(refusal);
        else
        {
            Assert.Equal(RefusalKind.Conflict, refusal?.Kind);
            Assert.Equal(state, post.State);
        }
    }

    private static Refusal? Take(Post post, string step) => step switch
    {
        "Submit" => post.Submit(Now),
        "Return" => post.Return(Now),
        "Approve" => post.Approve(Other, "hash", Now),
        "Release" => post.Release("hash", Now, "slug", Now),
        "Reschedule" => post.Reschedule(Now, Now),
        "CallOff" => post.CallOff(Now),
        "Reopen" => post.Reopen(Now),
        "DropCorrection" => post.MayDropCorrection(),
        "Delete" => post.MayBeDeleted(),
        _ => post.Change(PostContent.Empty("de") with { Title = "Anders" }, null, Author, Now).Refusals.FirstOrDefault(),
    };

    private static Post In(PostState state)
    {
        var post = new Post(PostId.New(), UnitId.New(), Author, "de", "k3v9", Now);
        if (state is PostState.Draft)
            return post;
        post.Submit(Now);
        if (state is PostState.Submitted)
            return post;
        if (state is PostState.Returned)
            post.Return(Now);
        else
            post.Approve(Other, "hash", Now);
        if (state is PostState.Returned or PostState.Approved)
            return post;
        post.Release("hash", Now, "slug", Now);
        // From here on the deliveries move it, by a statement of their own.
        if (state is not PostState.Scheduled)
            typeof(Post).GetProperty(nameof(Post.State))!.SetValue(post, state);
        return post;
    }

    [Fact]
    public void A_post_that_was_released_once_is_never_deleted()
    {
        var post = In(PostState.Scheduled);
        Assert.Null(post.CallOff(Now));
        Assert.Equal(PostState.Draft, post.State);
        Assert.Equal("Editorial.WasReleased", post.MayBeDeleted()?.Key);
    }
}

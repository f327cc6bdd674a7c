using System.Globalization;
using Microsoft.JSInterop;
using Stadtfunk.Editorial.Contracts;
using Stadtfunk.Kernel.Access;

namespace Stadtfunk.Editorial.Posts;

/// <summary>Text that was typed in this browser and has not reached the server: by field.</summary>
internal sealed record UnsentText(DateTime At, IReadOnlyDictionary<string, string> Fields)
{
    /// <summary>The field of a remark: kept until it is sent, whatever else of the post was saved.</summary>
    public const string Remark = "say";

    /// <summary>The comment with which a post is being returned, and the reason for which it is being withdrawn: kept until that is done, in the same way.</summary>
    public const string Comment = "return";

    /// <inheritdoc cref="Comment"/>
    public const string Reason = "reason";

    /// <summary>No part of the post: nothing of it is stored with the post, and nobody needs the right to write for it.</summary>
    public static bool IsAside(string field) => field is Remark or Comment or Reason;
}

/// <summary>The browser's own copy of what is typed, until the server has it. A browser that is away, or keeps nothing, disturbs nobody.</summary>
internal sealed class Unsent(IJSRuntime js) : IAsyncDisposable
{
    private IJSObjectReference? module;
    private IJSObjectReference? watch;

    /// <summary>Begins to listen and gives what an earlier visit left behind; null for nothing.</summary>
    public async Task<UnsentText?> Watch(PersonId person, PostId? post, CancellationToken ct)
    {
        try
        {
            await Stop();
            module ??= await js.InvokeAsync<IJSObjectReference>("import", ct, "./_content/Stadtfunk.Editorial/js/unsent.js");
            watch = await module.InvokeAsync<IJSObjectReference>("watch", ct, person.ToString(), post?.ToString() ?? "new");
            return await watch.InvokeAsync<UnsentText?>("found", ct);
        }
        catch (Exception away) when (away is JSException or JSDisconnectedException or OperationCanceledException)
        {
            return null;
        }
    }

    public Task Saved(PostId post, IReadOnlyDictionary<string, string> texts) =>
        Tell("saved", post.ToString(), texts.ToDictionary(text => text.Key, text => Mark(text.Value)));

    /// <summary>What was typed beside the post was sent.</summary>
    public Task Said(string field) => Tell("said", field);

    /// <summary>What was offered is not wanted.</summary>
    public Task Forget() => Tell("forget");

    /// <summary>Nothing of this post is wanted any more.</summary>
    public Task Drop() => Tell("drop");

    public async ValueTask DisposeAsync()
    {
        await Stop();
        try
        {
            if (module is not null)
                await module.DisposeAsync();
        }
        catch (JSDisconnectedException)
        {
            // The browser went first.
        }
    }

    private async Task Stop()
    {
        await Tell("stop");
        watch = null;
    }

    private async Task Tell(string what, params object?[] with)
    {
        try
        {
            if (watch is not null)
                await watch.InvokeVoidAsync(what, with);
        }
        catch (Exception away) when (away is JSException or JSDisconnectedException or OperationCanceledException)
        {
            // What the browser keeps is offered when it comes back.
        }
    }

    // Names a text briefly: length and FNV-1a, as the script reckons it.
    private static string Mark(string text)
    {
        var hash = 0x811c9dc5u;
        foreach (var sign in text)
            hash = (hash ^ sign) * 0x01000193;
        return string.Create(CultureInfo.InvariantCulture, $"{text.Length}:{hash}");
    }
}

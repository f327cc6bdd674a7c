using Microsoft.AspNetCore.Http;
using Stadtfunk.Website.Pages;

namespace Stadtfunk.Website.Shelf;

/// <summary>First in the pipeline: a public page is on its way before anything asks who is reading. What is not public goes on untouched.</summary>
internal sealed class ShelfMiddleware(RequestDelegate next, Shelf shelf, Restock restock)
{
    /// <summary>Names of units and categories change without an event: a minute later the page is made again, while the old one is shown.</summary>
    private static readonly TimeSpan Old = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan OldWhenStale = TimeSpan.FromSeconds(5);

    public Task Invoke(HttpContext context)
    {
        var method = context.Request.Method;
        if (!HttpMethods.IsGet(method) && !HttpMethods.IsHead(method))
            return next(context);
        var path = context.Request.Path.Value ?? "/";
        // The usual case without reading the address at all: a known path without a query.
        if (!context.Request.QueryString.HasValue && shelf.Find(path) is { } ready && !IsOld(ready))
            return AnswerWriter.Write(context, ready);
        return PublicAddress.Of(path, context.Request.QueryString.Value) is { } address ? Serve(context, address) : next(context);
    }

    private async Task Serve(HttpContext context, PublicAddress address)
    {
        Answer answer;
        try
        {
            answer = await restock.Get(address, context.RequestAborted);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The reader has gone; the page is made all the same, for the next one.
            return;
        }
        if (IsOld(answer))
            restock.Refresh(address);
        await AnswerWriter.Write(context, answer);
    }

    private bool IsOld(Answer answer) => shelf.IsOld(answer, answer.IsStale ? OldWhenStale : Old);
}

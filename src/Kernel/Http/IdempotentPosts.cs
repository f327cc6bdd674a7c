using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;
using Stadtfunk.Kernel.Access;
using Stadtfunk.Kernel.Data;
using Stadtfunk.Kernel.Errors;
using Stadtfunk.Kernel.Ui;

namespace Stadtfunk.Kernel.Http;

/// <summary>
/// On an endpoint that reads large uploads: its work is not put into one transaction with the kept answer, because that would stand open too long. Its use
/// case itself must bear being asked twice, and says itself when something is too large.
/// </summary>
/// <param name="most">How many bytes a repetition is read for at most, to know it again.</param>
public sealed class AnswerKeptAfterwards(Func<IServiceProvider, long> most)
{
    internal long Most(IServiceProvider services) => most(services);
}

/// <summary>
/// <c>Idempotency-Key</c>: the same POST again gets the same answer and does nothing. The answer is written in the transaction of the work itself, so a
/// process that dies in between leaves neither or both. It belongs to the token that asked, and is told again only while its person holds the same roles as then.
/// Only what went well is kept: a refusal has changed nothing and may be tried again.
/// </summary>
public sealed class IdempotentPosts(RequestDelegate next)
{
    public const string Header = "Idempotency-Key";
    public const string Replayed = "Idempotency-Replayed";
    public const long MaxContent = 1024 * 1024;

    public async Task Invoke(HttpContext http)
    {
        var services = http.RequestServices;
        if (!HttpMethods.IsPost(http.Request.Method) || !http.Request.Headers.TryGetValue(Header, out var given)
            || services.GetService(typeof(IdentityHolder)) is not IdentityHolder { Value: { } who })
        {
            await next(http);
            return;
        }
        var words = (Words)services.GetService(typeof(Words))!;
        var key = given.ToString();
        if (key.Length is 0 or > KeptAnswer.KeyLength || !key.All(c => c is > ' ' and < '\x7f'))
        {
            await Refuse(http, words, Refusal.Invalid("Kernel.Idempotency.KeyBad", KeptAnswer.KeyLength));
            return;
        }
        var actor = await ((IActors)services.GetService(typeof(IActors))!).Current(http.RequestAborted);
        var asked = new AnswerKey(who.Token ?? who.Person.Value, key, actor.RightsMark());
        await Ask((KeptAnswers)services.GetService(typeof(KeptAnswers))!, (Db)services.GetService(typeof(Db))!, words, http, asked);
    }

    private async Task Ask(KeptAnswers answers, Db db, Words words, HttpContext http, AnswerKey asked)
    {
        var ct = http.RequestAborted;
        var route = $"{http.Request.Path}{http.Request.QueryString}";
        route = route[..Math.Min(route.Length, KeptAnswer.RouteLength)];
        var answer = new HeldAnswer(http);
        if (http.GetEndpoint()?.Metadata.GetMetadata<AnswerKeptAfterwards>() is { } large)
        {
            await Large(answers, db, words, http, asked, route, answer, large.Most(http.RequestServices));
            return;
        }
        var hash = await RequestContent.Hash(http.Request, MaxContent, ct);
        if (await answers.Find(asked, ct) is { } before)
        {
            await Again(http, words, before, asked, route, hash);
            return;
        }
        var taken = false;
        var together = http.GetEndpoint()?.Metadata.GetMetadata<AnswerKeptTogether>() is null ? null : (KeptTogether)http.RequestServices.GetService(typeof(KeptTogether))!;
        try
        {
            if (together is not null)
            {
                together.With(async token =>
                {
                    var row = await answers.Take(asked, route, hash, token);
                    row.Was(StatusCodes.Status204NoContent, null, null, []);
                    return () => answers.Keep(row, token);
                });
                await answer.Hear(next);
            }
            else
            {
                await db.InTransaction(
                    async () =>
                    {
                        var row = await answers.Take(asked, route, hash, ct);
                        taken = true;
                        await answer.Hear(next);
                        if (answer.IsGood)
                            await answers.Keep(answer.Into(row), ct);
                        return answer.IsGood;
                    },
                    good => good, ct);
            }
        }
        catch (DbUpdateException failed) when (!(taken || together is { Taken: true }))
        {
            // Somebody sent the same key in the same moment and was quicker.
            db.ChangeTracker.Clear();
            if (await answers.Find(asked, ct) is { } theirs)
                await Again(http, words, theirs, asked, route, hash);
            else if (!KeptAnswers.IsTwin(failed))
                throw;
            else
                await Refuse(http, words, Refusal.Conflict("Kernel.Idempotency.Running"));
            return;
        }
        await answer.Send(ct);
    }

    /// <summary>Its content is known again by a hash that is worked out while it is read: it may be as large as the endpoint allows.</summary>
    private async Task Large(KeptAnswers answers, Db db, Words words, HttpContext http, AnswerKey asked, string route, HeldAnswer answer, long most)
    {
        var ct = http.RequestAborted;
        await using var content = RequestContent.Marked(http.Request);
        if (await answers.Find(asked, ct) is { } before)
        {
            RequestContent.Limit(http.Request, most);
            await Again(http, words, before, asked, route, await content.Mark(ct));
            return;
        }
        var wire = http.Request.Body;
        http.Request.Body = content;
        try
        {
            await answer.Hear(next);
        }
        finally
        {
            http.Request.Body = wire;
        }
        // What the endpoint has not read may be without an end: then it is answered, and only its key is not kept.
        if (answer.IsGood && await content.Mark(most, ct) is { } hash)
            await Keep(answers, db, answer, () => answers.Take(asked, route, hash, ct), ct);
        await answer.Send(ct);
    }

    private static async Task Keep(KeptAnswers answers, Db db, HeldAnswer answer, Func<Task<KeptAnswer>> take, CancellationToken ct)
    {
        try
        {
            db.ChangeTracker.Clear();
            await answers.Keep(answer.Into(await take()), ct);
        }
        catch (DbUpdateException)
        {
            // A twin in the same moment kept its answer first; both did the same work on the same thing.
            db.ChangeTracker.Clear();
        }
    }

    private static async Task Again(HttpContext http, Words words, KeptAnswer kept, AnswerKey asked, string route, string hash)
    {
        if (kept.Route != route || kept.BodyHash != hash)
        {
            await Refuse(http, words, Refusal.Invalid("Kernel.Idempotency.OtherContent"));
            return;
        }
        // The work is done and is not done again; but what it told was told to somebody who was allowed something else.
        if (kept.Rights != asked.Rights)
        {
            await Refuse(http, words, Refusal.Forbidden("Kernel.Idempotency.OtherRights"));
            return;
        }
        http.Response.StatusCode = kept.Status;
        http.Response.ContentType = kept.ContentType;
        http.Response.Headers[Replayed] = "true";
        if (kept.Location is { } location)
            http.Response.Headers.Location = location;
        if (kept.Body.Length > 0)
            await http.Response.Body.WriteAsync(kept.Body, http.RequestAborted);
    }

    private static Task Refuse(HttpContext http, Words words, Refusal why) => Problems.Answer([why], words).ExecuteAsync(http);
}

using System.Globalization;
using Stadtfunk.Networks.Ports;
using Stadtfunk.Networks.Wire;

namespace Stadtfunk.Networks.Meta;

/// <summary>
/// Brings a post to Instagram or Threads unseen: a container per picture of a carousel, one for the whole (also for a video, which comes alone), each fetched and
/// worked on over there until it is finished. What is kept of each: when it was made, when it was seen finished (0: not yet), and its id. It lives for a day, and is published once.
/// </summary>
internal sealed class Containers(GraphApi api, ContainerWords words, TimeProvider clock)
{
    public const string Whole = "container";
    private const string Fetches = "not-fetched";
    private const string Fails = "failed";

    private static readonly TimeSpan Lives = TimeSpan.FromHours(23);
    private static readonly TimeSpan Fresh = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(3);
    private static readonly TimeSpan Later = TimeSpan.FromSeconds(15);

    /// <summary>Null when the container of the whole is finished.</summary>
    public async Task<Step?> Ready(Errand errand, CancellationToken ct)
    {
        var post = errand.Post;
        if (post.Pictures.Count > words.MostPicturesOf(post))
            return new Step.Refused(Say.TooManyPictures(words.Network, post.Pictures.Count, words.MostPicturesOf(post)));
        if (ContainerFields.Hidden(post, errand.Session.Server) is { } hidden)
            return new Step.Refused(new Sentence("Networks.Meta.NeedsPublicAddress", words.Network, hidden));
        if (await Stands(errand, Whole, ct) is { There: true } whole)
            return whole.Step;
        if (await Full(errand, ct) is { } full)
            return full;
        var children = new List<string>();
        if (post.Pictures.Count > 1)
        {
            Step? wait = null;
            foreach (var picture in post.Pictures)
            {
                var step = await Child(errand, picture, ct);
                // While they work on one, the next can already be fetched.
                if (step is Step.Waiting)
                    wait = step;
                else if (step is not null)
                    return step;
                else
                    children.Add(Kept(errand, NameOf(picture))!.Value.Id);
            }
            if (wait is not null)
                return wait;
        }
        return await Make(errand, Whole, ContainerFields.Of(words, post, children), ct) ?? (await Stands(errand, Whole, ct)).Step;
    }

    /// <summary>The container's state in their words; "" when it is not there (any more), null with an answer that is not clear.</summary>
    public async Task<(string? State, string Why, Answer Answer)> State(Errand errand, string id, CancellationToken ct)
    {
        var answer = await api.Get(errand.Session, Uri.EscapeDataString(id), $"fields={words.Status}%2C{words.Why}", "{container}", errand.Note, ct);
        return answer is not Answer.Heard { IsOwn: true } heard ? (null, "", answer)
            : heard.Good && heard.Text(words.Status) is { Length: > 0 } state ? (state, heard.Text(words.Why), answer)
            : (GraphError.In(heard) is { IsGone: true } ? "" : null, "", answer);
    }

    public static string? IdOf(Errand errand) => Kept(errand, Whole)?.Id;

    /// <summary>UTC; until when the container of the whole can surely be published. Null when there is none.</summary>
    public static DateTime? EndOf(Errand errand) => Kept(errand, Whole) is { } kept ? DateTimeOffset.FromUnixTimeSeconds(kept.MadeAt).UtcDateTime + Lives : null;

    private async Task<Step?> Child(Errand errand, OutgoingPicture picture, CancellationToken ct)
    {
        var name = NameOf(picture);
        if (await Stands(errand, name, ct) is { There: true } stands)
            return stands.Step;
        return await Make(errand, name, ContainerFields.OfPart(words, picture), ct) ?? (await Stands(errand, name, ct)).Step;
    }

    /// <summary>Is one kept that is still worth something, and what has to happen before it can be used (null: nothing)?</summary>
    private async Task<(bool There, Step? Step)> Stands(Errand errand, string name, CancellationToken ct)
    {
        if (Kept(errand, name) is not { } kept)
            return (false, null);
        var old = Now - kept.MadeAt >= Lives.TotalSeconds;
        // Once it was to be published, only it can say whether it was: it is asked each time, and no other is made on suspicion.
        var called = name == Whole && errand.IntentAt is not null;
        if (!called && old)
            return (false, null);
        if (!called && kept.ReadyAt > 0 && Now - kept.ReadyAt < Fresh.TotalSeconds)
            return (true, null);
        var (state, why, answer) = await State(errand, kept.Id, ct);
        switch (state)
        {
            case "EXPIRED":
            case "FINISHED" when old:
            case "" when !called:
                await errand.Keep(name, "", ct);
                return (false, null);
            // Published already, or nobody knows: the one call will be refused, and the lookup finds the post.
            case "FINISHED" or "PUBLISHED" or "":
                await Keep(errand, name, kept.MadeAt, Now, kept.Id, ct);
                return (true, null);
            case "IN_PROGRESS":
                return (true, new Step.Waiting("", Now - kept.MadeAt < 30 ? Soon : Later));
            case "ERROR":
                await errand.Keep(name, "", ct);
                return (true, await NotMade(errand, new GraphError(0, SubcodeIn(why), false, why), ct));
            default:
                var unclear = Verdict.Upload(answer, words.Network) ?? GraphError.OfUpload((Answer.Heard)answer, words.Network);
                return (true, called && unclear is Step.Refused no ? new Step.Later(null, no.Why) : unclear);
        }
    }

    private async Task<Step?> Make(Errand errand, string name, IEnumerable<KeyValuePair<string, string>> fields, CancellationToken ct)
    {
        var answer = await api.Post(errand.Session, $"{errand.Session.AccountId}/{words.Create}", fields, $"{{account}}/{words.Create}", errand.Note, ct);
        if (Verdict.Upload(answer, words.Network) is { } step)
            return step;
        var heard = (Answer.Heard)answer;
        if (heard.Good && heard.Text("id") is { Length: > 0 and <= 200 } id)
        {
            await Keep(errand, name, Now, 0, id, ct);
            return null;
        }
        return GraphError.In(heard) is not { } error ? new Step.Later(null, Say.UploadFailed(words.Network, heard))
            // The account itself is not there for this token.
            : error.IsGone ? new Step.SignInLost(Say.SignInLost(words.Network))
            : error.IsNotFetched ? await NotMade(errand, error, ct)
            // The whole holds the text as well: what is wrong, their own words say.
            : error.Kind is GraphNo.Refused && name == Whole ? new Step.Refused(Say.Refused(words.Network, error.Words))
            : GraphError.OfUpload(heard, words.Network);
    }

    // Their fetcher may have had a bad moment: once more, then a person has to see to the address. So may whatever failed without saying what.
    private async Task<Step> NotMade(Errand errand, GraphError error, CancellationToken ct)
    {
        if (!error.IsNotFetched)
            return error.Subcode is 2207001 or 2207032 or 2207053 or 2207008 or 2207006 or 2207020 || (error.Subcode == 0 && await IsFirst(errand, Fails, ct))
                ? new Step.Later(null, words.Processing(errand.Post)) : new Step.Refused(words.MediaRefused(errand.Post, error.Words));
        var sentence = new Sentence("Networks.Meta.NotFetched", words.Network, ContainerFields.HostOf(errand.Post));
        return await IsFirst(errand, Fetches, ct) ? new Step.Later(null, sentence) : new Step.Refused(sentence);
    }

    private static async Task<bool> IsFirst(Errand errand, string name, CancellationToken ct)
    {
        if (errand.Parts.GetValueOrDefault(name) is { Length: > 0 })
            return false;
        await errand.Keep(name, "1", ct);
        return true;
    }

    private async Task<Step?> Full(Errand errand, CancellationToken ct)
    {
        var answer = await MetaHealth.AskQuota(api, errand.Session, words.Limit, errand.Note, ct);
        if (Verdict.Upload(answer, words.Network) is { } step)
            return step;
        // Whoever does not say how much is left lets us find out. Nobody says when the oldest post drops out of a full day; what is to be deleted need not wait for it.
        return MetaHealth.QuotaIn(answer) is { } quota && quota.Used >= quota.Total
            ? new Step.Later(null, new Sentence("Networks.Meta.QuotaUsedUp", words.Network, $"{quota.Total}")) : null;
    }

    // "Error: … failed with error code 2207052": the number stands somewhere in the words.
    private static long SubcodeIn(string why) =>
        why.Split((char[])[' ', ',', '.', ':', ';', '(', ')', '#']).Select(word => long.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 0).FirstOrDefault(number => number > 2_000_000);

    private static string NameOf(OutgoingPicture picture) => $"child:{picture.Name}:{PictureMark.Of(picture.Alt)}";

    private long Now => clock.GetUtcNow().ToUnixTimeSeconds();

    private static Task Keep(Errand errand, string name, long madeAt, long readyAt, string id, CancellationToken ct) =>
        errand.Keep(name, string.Create(CultureInfo.InvariantCulture, $"{madeAt} {readyAt} {id}"), ct);

    private static (long MadeAt, long ReadyAt, string Id)? Kept(Errand errand, string name) =>
        errand.Parts.GetValueOrDefault(name)?.Split(' ', 3) is [var made, var ready, { Length: > 0 } id]
        && long.TryParse(made, CultureInfo.InvariantCulture, out var madeAt) && long.TryParse(ready, CultureInfo.InvariantCulture, out var readyAt)
            ? (madeAt, readyAt, id)
            : null;
}
